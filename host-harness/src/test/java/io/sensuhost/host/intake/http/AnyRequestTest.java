package io.sensuhost.host.intake.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Intakes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever comes over HTTP gets a short answer or none, and the next request is answered as ever. */
class AnyRequestTest {

    private static final String TOKEN = "s3cr3t-t0k3n";
    private static final byte[] BODY = ("[" + Intakes.text("a") + "," + Intakes.text("b") + "]").getBytes(UTF_8);

    private HttpIntake intake;

    @BeforeProperty
    void listen() throws IOException {
        EventsEndpoint events = new EventsEndpoint(
                new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of())),
                new EventQueue(1_000_000, 1L << 40));
        intake = HttpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Routes().add("POST", "/events", events),
                () -> Optional.of(new BearerToken(TOKEN)),
                new InMemoryMetrics());
    }

    @AfterProperty
    void stop() {
        intake.stop(Duration.ZERO);
    }

    @Property
    void anyBodyIsTakenOrRefused(@ForAll byte[] body) throws IOException {
        assertThat(answer(request(body))).matches("(?s)HTTP/1.1 4\\d\\d .*");
    }

    @Property
    void anyDamagedBodyIsTakenOrRefused(@ForAll Random random) throws IOException {
        assertThat(answer(request(Mutations.of(BODY, random)))).matches("(?s)HTTP/1.1 (202|400|413|422) .*");
    }

    @Property
    void anyDamagedRequestIsAnsweredOrNotAndTheNextIs(@ForAll Random random) throws IOException {
        assertFit(answer(Mutations.of(request(BODY), random)));

        assertThat(answer(request(BODY))).startsWith("HTTP/1.1 202 ");
    }

    private static byte[] request(byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                ("POST /events?handler=ec2 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization:"
                                + " Bearer " + TOKEN + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private String answer(byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket =
                new Socket(intake.address().getAddress(), intake.address().getPort())) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // Cut off while it sent: what has arrived of an answer counts.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
        }
        String text = answer.toString(ISO_8859_1);
        assertFit(text);
        return text;
    }

    private static void assertFit(String answer) {
        assertThat(answer).hasSizeLessThan(2_000).doesNotContain(TOKEN, "io.sensuhost", "\tat ");
    }
}
