package io.sensuhost.host.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever a sender sends over TCP, the host takes events or mistakes from it, and goes on. */
class AnyStreamTest {

    private static final int MOST = 1_000;

    private final ManualClock clock = new ManualClock();
    private EventQueue queue;
    private TcpIntake intake;

    @BeforeProperty
    void listen() throws IOException {
        queue = new EventQueue(MOST, 64 << 20);
        intake = TcpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new EventDecoder(clock, () -> new EntityScopes(Map.of())),
                Optional::empty,
                queue,
                clock,
                new TcpLimits(100, 20 << 20, Duration.ofMinutes(10), Duration.ofMinutes(1), 10));
    }

    @AfterProperty
    void close() {
        intake.close();
    }

    @Property
    void anyBytesAreTakenAndComeToAnEnd(@ForAll byte[] bytes) throws Exception {
        assertTaken(bytes);
    }

    @Property
    void anyDamagedEventsAreTakenAndComeToAnEnd(@ForAll Random random) throws Exception {
        String events = Intakes.text("a") + "\n[" + Intakes.text("b") + "," + Intakes.text("c") + "]\n";
        assertTaken(Mutations.of(events.getBytes(UTF_8), random));
    }

    private void assertTaken(byte[] bytes) throws Exception {
        send(bytes);
        // Its event comes behind all of theirs.
        send((" \n" + Intakes.text("last")).getBytes(UTF_8));

        int taken = 0;
        for (String one = next(); !one.equals("last"); one = next()) {
            taken++;
        }
        assertThat(taken).isLessThanOrEqualTo(bytes.length);
        assertThat(intake.isBroken()).isFalse();
    }

    private String next() throws InterruptedException {
        Taken taken = queue.take().orElseThrow();
        if (taken.decoded() instanceof Decoded.Bad bad) {
            assertThat(bad.why().getMessage()).isNotBlank().hasSizeLessThan(400);
        }
        return Intakes.inShort(taken);
    }

    private void send(byte[] bytes) throws IOException {
        try (Socket socket =
                new Socket(intake.address().getAddress(), intake.address().getPort())) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isNegative();
        } catch (java.net.SocketException e) {
            // Cut off for what was sent: nothing more comes of it.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
        }
    }
}
