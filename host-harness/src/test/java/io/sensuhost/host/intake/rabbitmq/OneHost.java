package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.time.SystemClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A host as far as it has to do with RabbitMQ. */
final class OneHost implements AutoCloseable {

    /** Between two looks: whoever spins takes the core from the broker. */
    static final long PAUSE_NANOS = 1_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final FakeHandling handling = new FakeHandling();
    final BlockingQueue<String> codes = new LinkedBlockingQueue<>();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    private final SystemClock clock = new SystemClock();
    private final EventQueue queue = new EventQueue(10, 1 << 20);
    private final Dispatcher dispatcher = new Dispatcher(
            queue, handling, (source, outcome) -> codes.add(outcome.result().code()), 100);
    private final RabbitIntake intake;

    OneHost(RabbitSettings settings) {
        dispatcher.start();
        EventDecoder decoder = new EventDecoder(clock, () -> new EntityScopes(Map.of()));
        intake = RabbitIntake.start(settings, decoder, settings::handler, queue, clock, metrics);
    }

    OneHost connected() {
        while (intake.trouble().isPresent()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return this;
    }

    /** Waits until it has connected so often. */
    void connected(int times) {
        while (metrics.counted("rabbitmq_connects") < times) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    String trouble(String words) {
        while (intake.trouble().filter(why -> why.contains(words)).isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return intake.trouble().orElseThrow();
    }

    /** Waits until all but one of the messages that it took are settled. */
    void settledButOne() {
        while (intake.unsettled() != 1) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void takesNoMore() {
        intake.stop();
    }

    boolean drain() throws InterruptedException {
        intake.stop();
        boolean handled = dispatcher.drain(PATIENCE);
        intake.drain(PATIENCE);
        return handled;
    }

    /** Ends as a process does that is killed: nothing is settled. */
    @Override
    public void close() {
        intake.close();
        queue.close();
        clock.close();
    }
}
