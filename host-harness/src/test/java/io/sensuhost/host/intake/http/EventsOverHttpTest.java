package io.sensuhost.host.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Intakes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsOverHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventQueue queue = new EventQueue(2, 64 << 20);
    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private Optional<BearerToken> token = Optional.empty();
    private final EventsEndpoint events =
            new EventsEndpoint(new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of())), queue);
    private HttpIntake intake;

    @BeforeEach
    void start() throws IOException {
        intake = HttpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Routes()
                        .add("POST", "/events", events)
                        .add("GET", "/health", Endpoint.atOnce(request -> Answer.json(200, Map.of("healthy", true)))),
                () -> token,
                metrics);
    }

    @AfterEach
    void stop() {
        intake.stop(Duration.ZERO);
    }

    @Test
    void anEventIsAcceptedOnceItIsTakenIn() throws Exception {
        HttpResponse<String> answer = post("/events", Intakes.text("a"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void anArrayIsAcceptedAsAWhole() throws Exception {
        assertThat(post("/events", "[" + Intakes.text("a") + "," + Intakes.text("b") + "]")
                        .statusCode())
                .isEqualTo(202);
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void eachTakesUpItsShareOfTheRoom() throws Exception {
        String both = "[" + Intakes.text("a") + "," + Intakes.text("b") + " ]";

        post("/events", both);

        assertThat(queue.bytes()).isEqualTo(both.length());
    }

    @Test
    void aHandlerWithoutANameIsNone() throws Exception {
        Dispatcher dispatcher = started();

        HttpResponse<String> answer = post("/events?wait=true&handler=%20", Intakes.text("a"));

        assertThat(json(answer).get(0).get("handler").isNull()).isTrue();
        dispatcher.drain(Duration.ofSeconds(30));
    }

    @Test
    void whoWaitsGetsTheResults() throws Exception {
        Dispatcher dispatcher = started();

        HttpResponse<String> answer = post("/events?wait=true&handler=some%20one", Intakes.text("a"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get(0).get("client").asText()).isEqualTo("a");
        assertThat(json(answer).get(0).get("handler").asText()).isEqualTo("some one");
        dispatcher.drain(Duration.ofSeconds(30));
    }

    @Test
    void badJsonIsFourHundredWithItsPlace() throws Exception {
        HttpResponse<String> answer = post("/events", "{\"client\":\n  oops}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("line").asInt()).isEqualTo(2);
        assertThat(json(answer).get("column").asInt()).isPositive();
    }

    @Test
    void jsonThatIsNoEventIsFourHundredAndTwentyTwo() throws Exception {
        HttpResponse<String> answer = post("/events", "{\"check\": {}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("error").asText()).contains("client");
    }

    @Test
    void moreThanSixteenMebibytesAreTooMuch() throws Exception {
        assertThat(post("/events", " ".repeat((16 << 20) + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void aFullQueueIsFourHundredAndTwentyNineWithATimeToComeAgain() throws Exception {
        post("/events", "[" + Intakes.text("a") + "," + Intakes.text("b") + "]");

        HttpResponse<String> answer = post("/events", Intakes.text("c"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(5);
    }

    @Test
    void moreEventsThanCanEverWaitAreTooMuch() throws Exception {
        String three = "[%1$s,%1$s,%1$s]".formatted(Intakes.text("a"));

        assertThat(post("/events", three).statusCode()).isEqualTo(413);
    }

    @Test
    void onceItTakesNoMoreWhatItHasTakenIsStillAnswered() throws Exception {
        CompletableFuture<HttpResponse<String>> taken = client.sendAsync(
                HttpRequest.newBuilder(uri("/events?wait=true"))
                        .POST(HttpRequest.BodyPublishers.ofString(Intakes.text("a")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        while (queue.size() == 0) {
            Thread.onSpinWait();
        }

        events.close();

        assertThat(post("/events", Intakes.text("b")).statusCode()).isEqualTo(503);
        queue.close();
        Dispatcher dispatcher = new Dispatcher(
                queue, (event, told) -> CompletableFuture.completedFuture(List.of()), (source, outcome) -> {}, 1);
        dispatcher.start();
        assertThat(taken.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aQueueThatIsClosedIsFiveHundredAndThree() throws Exception {
        queue.close();

        assertThat(post("/events", Intakes.text("a")).statusCode()).isEqualTo(503);
    }

    @Test
    void withATokenNobodyElseComesInButToHealth() throws Exception {
        token = Optional.of(new BearerToken("t0ken"));

        assertThat(post("/events", Intakes.text("a")).statusCode()).isEqualTo(401);
        assertThat(post("/events", Intakes.text("a"), "Authorization", "Bearer t0keN")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/events", Intakes.text("a"), "Authorization", "Bearer t0ken")
                        .statusCode())
                .isEqualTo(202);
        assertThat(get("/nothing").statusCode()).isEqualTo(401);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsTheSchemeBearerHoweverItIsWritten() throws Exception {
        token = Optional.of(new BearerToken("t0ken"));

        assertThat(post("/events", Intakes.text("a"), "Authorization", "Digest t0ken")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/events", Intakes.text("a"), "Authorization", "bearer t0ken")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anUnknownPathAndAnUnknownMethodAreSaidInJson() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(json(get("/nothing")).get("error").asText()).contains("/events");
        assertThat(get("/events").statusCode()).isEqualTo(405);
        assertThat(get("/events").headers().firstValue("Allow")).contains("POST");
        assertThat(json(get("/events")).get("error").asText()).contains("POST");
    }

    @Test
    void everyAnswerIsCountedRefusalsIncluded() throws Exception {
        post("/events", Intakes.text("a"));
        post("/events", "oops");
        post("/events", "{}");
        get("/wp-login.php");
        get("/robots.txt");

        assertThat(metrics.counted("http_answers", "path", "/events", "status", "202"))
                .isEqualTo(1);
        assertThat(metrics.counted("http_answers", "path", "/events", "status", "400"))
                .isEqualTo(1);
        assertThat(metrics.counted("http_answers", "path", "/events", "status", "422"))
                .isEqualTo(1);
        assertThat(metrics.counted("http_answers", "path", "other", "status", "404"))
                .isEqualTo(2);
    }

    @Test
    void aWebPageCannotSendEvents() throws Exception {
        assertThat(post("/events", Intakes.text("a"), "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(queue.size()).isZero();
    }

    private Dispatcher started() {
        Dispatcher dispatcher = new Dispatcher(
                queue,
                (event, told) -> CompletableFuture.completedFuture(List.of(
                        new Outcome(Optional.of(event), told, Result.ignored("done", "for a test"), Duration.ZERO))),
                (source, outcome) -> {},
                10);
        dispatcher.start();
        return dispatcher;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + intake.address().getPort() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
