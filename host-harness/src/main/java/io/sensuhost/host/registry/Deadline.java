package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Until when something must be done, however many steps it takes. */
public final class Deadline {

    private final HostClock clock;
    private final Duration time;
    private final Duration at;

    private Deadline(HostClock clock, Duration time) {
        this.clock = clock;
        this.time = time;
        this.at = clock.elapsed().plus(time);
    }

    /**
     * The deadline of what begins now.
     *
     * @param time how long it may take
     * @param clock measures it
     * @return the deadline
     */
    public static Deadline in(Duration time, HostClock clock) {
        return new Deadline(clock, time);
    }

    /** What is left, zero or less when it has passed. */
    Duration left() {
        return at.minus(clock.elapsed());
    }

    boolean allows(Duration pause) {
        return left().compareTo(pause) > 0;
    }

    /** Begins what has its own time, and waits for it no longer than until here. */
    <T> CompletionStage<T> bound(Supplier<CompletionStage<T>> work, String what) {
        CompletableFuture<T> bounded = new CompletableFuture<>();
        HostClock.Timer timer = clock.after(
                left(),
                () -> bounded.completeExceptionally(
                        new RegistryException(RegistryException.Kind.NOT_DONE, what + " within " + this)));
        Attempt.into(bounded, work);
        return bounded.whenComplete((ignored, failure) -> timer.cancel());
    }

    /** All the time that there was. */
    @Override
    public String toString() {
        return time.toSeconds() + " s";
    }
}
