package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets the pauses between attempts pass at once, which it tells by their lengths; all other times wait until a test turns
 * the clock.
 */
final class HastyClock implements HostClock {

    private static final Set<Long> PAUSES = Set.of(100L, 200L, 400L, 800L, 1600L, 2000L, 3000L);

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
        if (!PAUSES.contains(delay.toMillis())) {
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
