package io.sensuhost.host.time;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock. One daemon thread runs what is due. */
public final class SystemClock implements HostClock, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemClock.class);

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "timers");
        thread.setDaemon(true);
        return thread;
    });
    private final long origin = System.nanoTime();

    /** Starts the clock; its thread starts with the first task. */
    public SystemClock() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - origin);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> due = timers.schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task that was due has failed", e);
        }
    }

    /** Gives up what is still due. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
