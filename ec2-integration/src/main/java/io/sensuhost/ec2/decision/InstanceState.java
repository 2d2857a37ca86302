package io.sensuhost.ec2.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The states of an instance, as EC2 reports them. */
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

    /**
     * The state that EC2 reports.
     *
     * @param code EC2's number for it; only the low byte has a meaning
     * @return the state, unless it is one that did not exist when this was written
     */
    public static Optional<InstanceState> of(int code) {
        return Stream.of(values()).filter(state -> state.code == (code & 0xFF)).findFirst();
    }

    /**
     * Whether an instance never leaves this state but towards its end.
     *
     * @return whether it is terminated or about to be
     */
    public boolean isFinal() {
        return this == SHUTTING_DOWN || this == TERMINATED;
    }

    /** EC2's own word: {@code shutting-down}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
