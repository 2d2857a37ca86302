package io.sensuhost.host.emulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The states that EC2 reports, with the low byte of their codes. */
public enum InstanceState {
    PENDING(0),
    RUNNING(16),
    SHUTTING_DOWN(32),
    TERMINATED(48),
    STOPPING(64),
    STOPPED(80);

    private final int code;

    InstanceState(int code) {
        this.code = code;
    }

    /** What EC2 sends as {@code code}, its opaque high byte zero. */
    public int code() {
        return code;
    }

    /** EC2's own word for it, such as {@code shutting-down}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state that EC2 calls by this word, if there is one. */
    public static Optional<InstanceState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
