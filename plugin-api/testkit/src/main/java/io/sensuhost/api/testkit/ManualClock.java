package io.sensuhost.api.testkit;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Stable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A clock that stands still until a test turns it. Thread-safe; tasks run on the thread that turns it. */
@Stable
public final class ManualClock implements HostClock {

    private final NavigableSet<Task> tasks =
            new TreeSet<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Instant start;
    private Duration elapsed = Duration.ZERO;
    private long scheduled;

    /** A clock that begins at some fixed instant. */
    public ManualClock() {
        this(Instant.parse("2026-11-23T12:00:00Z"));
    }

    /**
     * A clock that begins at a given instant.
     *
     * @param start the instant
     */
    public ManualClock(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant now() {
        return start.plus(elapsed);
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Task due = new Task(elapsed.plus(delay.isNegative() ? Duration.ZERO : delay), scheduled++, task);
        tasks.add(due);
        return () -> cancel(due);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /**
     * Turns the clock on, and runs what becomes due, each task at its own time.
     *
     * @param time how far
     */
    public void advance(Duration time) {
        Duration end = elapsed().plus(time);
        for (Optional<Task> task = nextUntil(end); task.isPresent(); task = nextUntil(end)) {
            task.get().work().run();
        }
        synchronized (this) {
            elapsed = end;
        }
    }

    /**
     * Sets the time of day without letting any time pass, as an operator or NTP may.
     *
     * @param time how far, back when negative
     */
    public synchronized void step(Duration time) {
        start = start.plus(time);
    }

    /**
     * The tasks that wait for their time.
     *
     * @return how many there are
     */
    public synchronized int pending() {
        return tasks.size();
    }

    private synchronized Optional<Task> nextUntil(Duration end) {
        if (tasks.isEmpty() || tasks.first().due().compareTo(end) > 0) {
            return Optional.empty();
        }
        Task next = tasks.pollFirst();
        elapsed = next.due().compareTo(elapsed) > 0 ? next.due() : elapsed;
        return Optional.of(next);
    }

    private record Task(Duration due, long order, Runnable work) {}
}
