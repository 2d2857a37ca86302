package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.Attribute;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.Result;
import io.sensuhost.host.FakeFactory;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.status.Logged;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon answers to those who ask it, and how it ends. */
@Timeout(120)
class DaemonTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HOLDING = "\"deregistration_guard\": {\"min_allowed\": 0, \"max_fraction\": 0}";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Daemon daemon;

    @BeforeEach
    void start() throws Exception {
        configure("\"trial\": {}", HOLDING);
        daemon = Daemon.unrehearsed(
                "1.2",
                new PluginSources(
                        directory.resolve("plugins"),
                        List.of(),
                        List.of(FakeFactory.named("trial")
                                .with(Attribute.text("note"))
                                .creating(Trial::new))),
                () -> new ConfigurationSources(Map.of(), Optional.of(directory.resolve("config.json")), List.of()),
                HostOptions.usual(),
                (source, outcome) -> {});
        daemon.begin();
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.stop(Duration.ZERO);
    }

    @Test
    void itSaysWhatRuns() throws Exception {
        JsonNode info = JSON.readTree(get("/info").body());

        assertThat(info.get("version").asText()).isEqualTo("1.2");
        assertThat(info.get("generation").asInt()).isEqualTo(1);
        assertThat(info.get("registry").asText()).isEqualTo("embedded");
        assertThat(info.get("plugins").get(0).get("integrations").get(0).asText())
                .isEqualTo("trial");
    }

    @Test
    void itShowsClientsWithoutTheirSecrets() throws Exception {
        handled("""
                {"entity": {"metadata": {"name": "web-1", "namespace": "west"}, "last_seen": 1700000000},
                 "check": {"metadata": {"name": "keepalive"}, "status": 2, "handlers": ["trial"]}}
                """);
        handled("""
                {"client": {"name": "web-2", "password": "hush"},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["trial"]}}
                """);

        JsonNode clients = JSON.readTree(get("/clients").body());

        assertThat(clients)
                .anySatisfy(client -> {
                    assertThat(client.get("name").asText()).isEqualTo("web-1");
                    assertThat(client.get("namespace").asText()).isEqualTo("west");
                    assertThat(client.get("timestamp").asLong()).isEqualTo(1_700_000_000);
                })
                .anySatisfy(client -> {
                    assertThat(client.get("name").asText()).isEqualTo("web-2");
                    assertThat(client.get("password").asText()).isEqualTo("REDACTED");
                });
    }

    @Test
    void itShowsTheLatestResultsAndAsManyAsAreAskedFor() throws Exception {
        handled(silent("web-1"));
        handled(silent("web-2"));

        assertThat(daemon.results()).isEqualTo(2);
        assertThat(JSON.readTree(get("/results").body()))
                .extracting(result -> result.get("client").asText())
                .containsExactly("web-2", "web-1");
        assertThat(JSON.readTree(get("/results?limit=1").body())).hasSize(1);
        assertThat(get("/results?limit=-1").statusCode()).isEqualTo(400);
        assertThat(get("/metrics").body())
                .contains("sensu_host_events_total{code=\"well\",intake=\"http\",status=\"handled\"} 2.0")
                .contains("sensu_host_handling_seconds_count{status=\"handled\"} 2")
                .contains("sensu_host_queue_events 0.0")
                .contains("sensu_host_queue_bytes 0.0")
                .contains("sensu_host_events_in_flight 0.0")
                .contains("sensu_host_tcp_connections 0.0")
                .contains("sensu_host_configuration_generation 1.0");
    }

    @Test
    void itShowsWhatWillBeCountedBeforeThereIsAnEvent() throws Exception {
        assertThat(get("/metrics").body())
                .contains("sensu_host_events_total{code=\"malformed_event\",intake=\"tcp\",status=\"failed\"} 0.0")
                .contains("sensu_host_handling_seconds_count{status=\"failed\"} 0")
                .contains("sensu_host_http_answers_total{path=\"/events\",status=\"200\"} 0.0");
    }

    @Test
    void whoIsHeldIsReleasedByNameOrAllAtOnce() throws Exception {
        for (String client : List.of("gone-1", "gone-2", "gone-3")) {
            assertThat(handled(silent(client))).contains("deregistration_guard");
        }

        assertThat(release("{\"clients\": [\"gone-2\", \"web-9\", \"web-9\"]}"))
                .isEqualTo(JSON.readTree(
                        "{\"released\": [\"gone-2\"], \"not_held\": [\"web-9\"], \"waiting_for_next_event\": 0}"));
        JsonNode all = release("");
        assertThat(all.get("released")).extracting(JsonNode::asText).containsExactlyInAnyOrder("gone-1", "gone-3");
        assertThat(all.get("not_held")).isEmpty();
        while (daemon.results() < 6) {
            Thread.onSpinWait();
        }
        assertThat(JSON.readTree(get("/results?limit=3").body()))
                .extracting(result -> result.get("action").asText())
                .containsOnly("deregistered");
    }

    @Test
    void whatDoesNotSayWhomToReleaseReleasesNobody() throws Exception {
        handled(silent("gone-1"));

        for (String body : List.of(
                "[]",
                "7",
                "{\"clients\": \"gone-1\"}",
                "{\"clients\": [7]}",
                "{\"clients\": [], \"all\": true}",
                "{\"client\": []}",
                "{")) {
            HttpResponse<String> answer = post("/guard/release", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("send nothing to release all");
        }
        assertThat(release("{}").get("released")).hasSize(1);
    }

    @Test
    void itIsHealthyUntilSomethingIsWrong() throws Exception {
        HttpResponse<String> healthy = get("/health");
        assertThat(healthy.statusCode()).isEqualTo(200);
        assertThat(healthy.body()).isEqualTo("{\"healthy\":true,\"problems\":{}}");

        configure("\"trial\": {\"note\": 7}", HOLDING);
        daemon.requestReload();
        while (get("/health").statusCode() == 200) {
            Thread.onSpinWait();
        }

        assertThat(JSON.readTree(get("/health").body())
                        .get("problems")
                        .get("reload")
                        .asText())
                .startsWith("the configuration is not valid: ")
                .contains("trial.note");
        while (!get("/metrics").body().contains("sensu_host_reloads_total{outcome=\"refused\"} 1.0")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatAReloadCannotTakeUpIsSaid() throws Exception {
        try (Logged log = Logged.by(Reloads.class)) {
            configure("\"trial\": {\"note\": \"other\"}", HOLDING);
            reload(2);
            assertThat(log.lines()).isEmpty();

            configure("\"trial\": {}", HOLDING + ", \"rabbitmq\": {\"queue\": \"keepalives\"}");
            reload(3);
            assertThat(log.lines())
                    .containsExactly(
                            "host.rabbitmq says something else now: it is taken up by a restart, except for the"
                                    + " handler");
        }
        try (Logged log = Logged.by(Reloads.class)) {
            Files.writeString(directory.resolve("config.json"), """
                    {"trial": {}, "host": {"tcp": {"port": 1}, "http": {"port": 0}, "rabbitmq": {"queue": "keepalives"}}}
                    """);
            reload(4);
            assertThat(log.lines())
                    .containsExactly("host.tcp and host.http have other addresses now: they are taken up by a restart");
        }
    }

    @Test
    void itEndsWhenAllIsHandled() throws Exception {
        handled(silent("web-1"));

        assertThat(daemon.stop(LONG)).isTrue();

        assertThatThrownBy(() -> get("/health")).isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> new Socket(daemon.tcp().getAddress(), daemon.tcp().getPort()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNotHandledInTimeIsGivenUp() throws Exception {
        post("/events", silent("hanging-1"));
        while (daemon.unfinished() < 1) {
            Thread.onSpinWait();
        }

        try (Logged log = Logged.by(Daemon.class)) {
            assertThat(daemon.stop(Duration.ofMillis(10))).isFalse();

            assertThat(log.lines()).containsExactly("1 events are given up; Sensu raises them again");
        }
    }

    private void reload(int generation) throws Exception {
        daemon.requestReload();
        while (!get("/metrics").body().contains("sensu_host_configuration_generation " + generation + ".0")) {
            Thread.onSpinWait();
        }
        while (!get("/metrics").body().contains("outcome=\"taken\"} " + (generation - 1) + ".0")) {
            Thread.onSpinWait();
        }
    }

    private JsonNode release(String body) throws Exception {
        return JSON.readTree(post("/guard/release", body).body());
    }

    private String handled(String event) throws Exception {
        return post("/events?wait=true", event).body();
    }

    private static String silent(String client) {
        return """
                {"client": {"name": "%s"}, "check": {"name": "keepalive", "status": 2, "handlers": ["trial"]}}
                """.formatted(client);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + daemon.http().getPort() + path);
    }

    private void configure(String scope, String host) throws IOException {
        Files.writeString(
                directory.resolve("config.json"),
                "{%s, \"host\": {\"tcp\": {\"port\": 0}, \"http\": {\"port\": 0}, %s}}".formatted(scope, host));
    }

    /** Keeps who is called web, deregisters who is called gone, and never says what is with anybody else. */
    private record Trial(IntegrationContext context) implements Integration {

        @Override
        public CompletionStage<Result> handle(Event event) {
            if (event.client().name().startsWith("gone")) {
                return context.clients().deregister(Deregistration.of(event, "gone", "it is gone"));
            }
            return event.client().name().startsWith("web")
                    ? CompletableFuture.completedFuture(Result.handled("kept", "well", "it runs"))
                    : new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
