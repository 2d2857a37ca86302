package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.Taken;
import io.sensuhost.host.intake.TcpIntake;
import io.sensuhost.host.intake.TcpLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What health has to say of the way of events. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InflowTest {

    private final AtomicBoolean mistaken = new AtomicBoolean();
    private final ManualClock manual = new ManualClock();
    private final HostClock clock = new HostClock() {
        @Override
        public Instant now() {
            return manual.now();
        }

        @Override
        public Duration elapsed() {
            if (mistaken.get()) {
                throw new AssertionError("a mistake");
            }
            return manual.elapsed();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return manual.after(delay, task);
        }
    };
    private final EventQueue queue = new EventQueue(2, 1_000);
    private final Dispatcher dispatcher = new Dispatcher(
            queue,
            (event, told) -> {
                throw new IllegalStateException("a mistake");
            },
            (source, outcome) -> {},
            1);
    private TcpIntake tcp;
    private Inflow inflow;

    @BeforeEach
    void listen() throws IOException {
        tcp = TcpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new EventDecoder(manual, () -> new EntityScopes(Map.of())),
                Optional::empty,
                queue,
                clock,
                new TcpLimits(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
        inflow = new Inflow(queue, dispatcher, tcp, new Rabbit(Optional.empty()));
    }

    @AfterEach
    void stop() {
        tcp.close();
    }

    @Test
    void whereAllComesThroughNothingIsSaid() {
        assertThat(inflow.problems()).isEmpty();
    }

    @Test
    void aQueueThatIsFullIsSaidToBeSo() {
        queue.offer(List.of(taken(), taken()));

        assertThat(inflow.problems()).containsOnly(Map.entry("queue", "2 events wait, and no more are taken"));
    }

    @Test
    void soIsOneThatIsClosed() {
        queue.close();

        assertThat(inflow.problems()).containsOnly(Map.entry("queue", "the host is stopping"));
    }

    @Test
    void aDispatcherThatHasBrokenDownIsSaidToBeSo() {
        CompletableFuture<List<Outcome>> mistake = new CompletableFuture<>() {
            @Override
            public boolean completeExceptionally(Throwable e) {
                throw new AssertionError("a mistake", e);
            }
        };
        Taken one = taken();
        queue.offer(List.of(new Taken(one.source(), one.decoded(), one.told(), one.bytes(), mistake)));
        dispatcher.start();
        while (!dispatcher.isBroken()) {
            Thread.onSpinWait();
        }

        assertThat(inflow.problems()).containsOnlyKeys("queue");
        assertThat(inflow.problems().get("queue")).startsWith("nothing more is handled");
    }

    @Test
    void anIntakeThatHasBrokenDownIsSaidToBeSo() {
        mistaken.set(true);
        while (!tcp.isBroken()) {
            Thread.onSpinWait();
        }

        assertThat(inflow.problems()).containsOnlyKeys("tcp");
        assertThat(inflow.problems().get("tcp")).startsWith("nothing more is read");
    }

    private static Taken taken() {
        return new Taken(
                Source.TCP, new Decoded.Good(EventBuilder.keepaliveOf("web-1").build(), 1), Optional.empty(), 1);
    }
}
