package io.sensuhost.host.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.testkit.InMemoryMetrics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Mistakes of the host's and of its callers': nobody is left without an answer, or waits for somebody else's. */
@Timeout(60)
final class MistakesOverHttpTest {

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private HttpIntake intake;

    @BeforeEach
    void start() throws IOException {
        Routes routes = new Routes()
                .add("GET", "/good", Endpoint.atOnce(request -> Answer.json(200, Map.of())))
                .add("GET", "/bad", Endpoint.atOnce(request -> {
                    throw new IllegalStateException("a secret mistake");
                }))
                .add("GET", "/broken", Endpoint.atOnce(request -> {
                    throw new AssertionError("a secret mistake");
                }))
                .add("GET", "/worse", request -> CompletableFuture.failedFuture(new AssertionError("a secret mistake")))
                .add("GET", "/worst", request -> CompletableFuture.completedFuture(null))
                .add("POST", "/good", Endpoint.atOnce(request -> Answer.json(200, Map.of())));
        intake = HttpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes, Optional::empty, metrics);
    }

    @AfterEach
    void stop() {
        intake.stop(Duration.ZERO);
    }

    @Test
    void aMistakeOfTheHostsIsFiveHundredAndNotShown() throws IOException {
        for (String path : new String[] {"/bad", "/broken", "/worse"}) {
            assertThat(answer("GET " + path + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 500 ")
                    .contains("its log says more")
                    .doesNotContain("secret");
            assertThat(metrics.counted("http_answers", "path", path, "status", "500"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatCannotBeSentKeepsNobodyWaiting() throws IOException {
        assertThat(answer("GET /worst HTTP/1.1\r\n\r\n")).isEmpty();
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void whoStopsWaitsForNobodyWhereNobodyWaits() throws IOException {
        answer("GET /good HTTP/1.1\r\n\r\n");
        while (!intake.isIdle()) {
            Thread.onSpinWait();
        }

        intake.stop(Duration.ofHours(1));
    }

    @Test
    void aRequestThatBreaksOffIsFourHundred() throws IOException {
        assertThat(answer("POST /good HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("the request breaks off");
    }

    @Test
    void oneThatTakesItsTimeKeepsNobodyWaiting() throws IOException {
        try (Socket slow = open()) {
            send(slow, "POST /good HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
            assertThat(answer("GET /good HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");

            send(slow, "cde");
            slow.shutdownOutput();

            assertThat(text(slow)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void onceItIsStoppedNobodyIsThere() {
        intake.stop(Duration.ZERO);

        assertThatThrownBy(this::open).isInstanceOf(ConnectException.class);
    }

    private String answer(String request) throws IOException {
        try (Socket socket = open()) {
            send(socket, request);
            socket.shutdownOutput();
            return text(socket);
        }
    }

    private Socket open() throws IOException {
        return new Socket(intake.address().getAddress(), intake.address().getPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
