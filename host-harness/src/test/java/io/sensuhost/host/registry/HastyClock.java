package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lets the pauses between attempts pass at once; all longer times wait until a test turns the clock. */
final class HastyClock implements HostClock {

    private static final Duration SHORT = Duration.ofSeconds(6);

    private final ManualClock manual = new ManualClock();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    ManualClock manual() {
        return manual;
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public Instant now() {
        return manual.now();
    }

    @Override
    public Duration elapsed() {
        return manual.elapsed();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (delay.compareTo(SHORT) >= 0) {
            return manual.after(delay, task);
        }
        pauses.add(delay);
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
            manual.advance(delay);
            task.run();
        });
        return () -> done.cancel(false);
    }
}
