package io.sensuhost.host.cli;

import java.util.Optional;

/**
 * What results are shown on.
 *
 * @param isThere whether it is a terminal
 * @param columns how wide it is
 * @param hasColours whether it shows colours, and people want them
 */
record Terminal(boolean isThere, int columns, boolean hasColours) {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 60;

    /** As the start script says in the system properties {@code sensu-host.terminal} and {@code sensu-host.columns}. */
    static Terminal current() {
        boolean there = Boolean.getBoolean("sensu-host.terminal");
        int columns = Optional.ofNullable(Integer.getInteger("sensu-host.columns"))
                .filter(width -> width > 0)
                .orElse(USUAL_WIDTH);
        boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(there, Math.max(LEAST_WIDTH, columns), there && wanted);
    }

    /** A text in a colour, where there are colours. */
    String paint(String text, Colour colour) {
        return hasColours && colour != Colour.NONE ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    enum Colour {
        NONE(0),
        BOLD(1),
        RED(31),
        GREEN(32),
        YELLOW(33),
        GREY(90);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
