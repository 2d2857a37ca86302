package io.sensuhost.host.soak;

import java.util.Map;

/** Counts under headings, one below the other. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    Table part(String heading) {
        text.append(heading).append('\n');
        return this;
    }

    Table part(String heading, Map<String, Long> lines) {
        part(heading);
        lines.forEach(this::line);
        return this;
    }

    Table line(String what, long count) {
        text.append("  %-40s %8d%n".formatted(what, count));
        return this;
    }

    Table line(String what, long before, long after) {
        text.append("  %-40s %8d %8d%n".formatted(what, before, after));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
