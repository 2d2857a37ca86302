package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sensuhost.api.BoundedText;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BoundedTextTest {

    private static final String BODY = "größer";
    private static final int LENGTH = BODY.getBytes(StandardCharsets.UTF_8).length;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(BODY.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBodyThatIsJustShortEnoughIsReadAsUtf8() {
        assertThat(get(LENGTH)).isCompletedWithValue(BODY);
    }

    @Test
    void oneByteMoreIsTooMuch() {
        assertThatThrownBy(() -> get(LENGTH - 1).join())
                .hasCauseInstanceOf(IntegrationException.class)
                .cause()
                .hasMessage("the answer is longer than " + (LENGTH - 1) + " bytes")
                .extracting(e -> ((IntegrationException) e).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void partsThatAreTooLongTogetherAreTooMuchAndNoMoreAreTaken() {
        AtomicBoolean cancelled = new AtomicBoolean();
        BodySubscriber<String> body = BoundedText.ofAtMost(5).apply(new Head(200));
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });

        body.onNext(part("abc"));
        assertThat(cancelled).isFalse();
        body.onNext(part("def"));

        assertThat(cancelled).isTrue();
        assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aSuccessThatIsNoUtf8IsNoAnswer() {
        assertThatThrownBy(() -> damaged(200).join())
                .hasCauseInstanceOf(IntegrationException.class)
                .cause()
                .hasMessage("the answer is damaged: it is no text in UTF-8")
                .extracting(e -> ((IntegrationException) e).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void whatGoesAlongWithAnErrorIsReadAsFarAsItCanBe() {
        assertThat(damaged(502)).isCompletedWithValue("gr\uFFFDsser");
    }

    private static CompletableFuture<String> damaged(int status) {
        BodySubscriber<String> body = BoundedText.ofAtMost(99).apply(new Head(status));
        body.onNext(List.of(ByteBuffer.wrap("grösser".getBytes(StandardCharsets.ISO_8859_1))));
        body.onComplete();
        return body.getBody().toCompletableFuture();
    }

    private static List<ByteBuffer> part(String text) {
        return List.of(StandardCharsets.UTF_8.encode(text));
    }

    private record Head(int statusCode) implements ResponseInfo {
        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private CompletableFuture<String> get(int most) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        CompletableFuture<String> body = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri).build(), BoundedText.ofAtMost(most))
                .thenApply(response -> response.body());
        assertThat(body.handle((text, e) -> true).join()).isTrue();
        return body;
    }
}
