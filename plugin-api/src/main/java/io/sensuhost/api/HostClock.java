package io.sensuhost.api;

import java.time.Duration;
import java.time.Instant;

/** Time, as the host gives it: what people call it, what has passed, and what is due later. */
@Stable
public interface HostClock {

    /**
     * The time of day, for people and for comparison with timestamps of others. It may jump.
     *
     * @return the current instant
     */
    Instant now();

    /**
     * The time that has passed since some fixed moment. It never jumps and never goes back: deadlines are made of it.
     *
     * @return the time passed
     */
    Duration elapsed();

    /**
     * Runs a task once, later. The task runs on a thread of the host's and must hand over to a thread of the
     * integration's own whatever takes time or loads classes lazily.
     *
     * @param delay how long to wait; zero or less means as soon as possible
     * @param task what to run; what it throws is logged
     * @return a handle with which to give it up
     */
    Timer after(Duration delay, Runnable task);

    /** A task that is due later. */
    @FunctionalInterface
    interface Timer {

        /** Gives the task up, unless it has run or is running. The clock keeps no reference to it. */
        void cancel();
    }
}
