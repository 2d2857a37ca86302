package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What comes to a daemon that runs, and what it shows of it: one for all tests, each with clients of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class IntakesIT {

    private static final String RUNNING = Sent.instance(0);

    @TempDir
    private static Path directory;

    private static Emulator emulator;
    private static RunningDaemon daemon;
    private static int gone;

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(RUNNING, InstanceState.RUNNING);
        daemon = Installation.in(directory, emulator).start();
    }

    @AfterAll
    static void stop() {
        daemon.close();
        emulator.close();
    }

    /** An instance that is terminated, for one client alone. */
    private static String gone() {
        gone++;
        String id = Sent.instance(gone);
        emulator.world().fleet("us-east-1").put(id, InstanceState.TERMINATED);
        return id;
    }

    @Test
    void theReadyLineNamesThePortsThatItReallyHas() {
        assertThat(daemon.ready().get("ready").asBoolean()).isTrue();
        assertThat(daemon.ready().get("tcp").asText()).matches("127\\.0\\.0\\.1:[1-9]\\d+");
        assertThat(daemon.ready().get("http").asText()).matches("127\\.0\\.0\\.1:[1-9]\\d+");
    }

    @Test
    void anEventThatComesOverTcpIsHandledAndItsResultPrinted() throws Exception {
        daemon.sendOverTcp(Sent.event("by-tcp", gone()));

        assertThat(daemon.nextOf("by-tcp").get("action").asText()).isEqualTo("deregistered");
    }

    @Test
    void anEventThatComesOverHttpIsAnsweredWithItsResults() throws Exception {
        HttpResponse<String> answer = daemon.post(
                "/events?wait=true",
                "[" + Sent.event("by-http-1", gone()) + "," + Sent.event("by-http-2", gone()) + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningDaemon.JSON.readTree(answer.body()).findValuesAsText("client"))
                .containsExactly("by-http-1", "by-http-2");
    }

    @Test
    void manyEventsOnOneLongConnectionAreHandledAsTheyComeAndNothingIsWrittenBack() throws Exception {
        try (Socket sender = daemon.connect()) {
            for (String client : List.of("first", "second", "third")) {
                sender.getOutputStream().write(Sent.line(client, gone()).getBytes(StandardCharsets.UTF_8));
                assertThat(daemon.nextOf(client).get("action").asText()).isEqualTo("deregistered");
            }
            sender.shutdownOutput();
            assertThat(sender.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void metricsOfTheHostAndOfItsIntegrationsAreShown() throws Exception {
        String handled = "sensu_host_events_total{code=\"instance_state_allowed\",intake=\"http\",status=\"handled\"}";
        double before = daemon.metric(handled);

        daemon.post("/events?wait=true", Sent.event("counted", RUNNING));

        assertThat(daemon.metric(handled)).isEqualTo(before + 1);
        assertThat(daemon.get("/metrics").body())
                .contains("sensu_host_queue_events 0.0")
                .contains("ec2_lookups_total");
    }

    @Test
    void theLatestResultsAndTheClientsCanBeAskedFor() throws Exception {
        daemon.post("/events?wait=true", Sent.event("a", RUNNING));
        daemon.post("/events?wait=true", Sent.event("b", RUNNING));

        assertThat(daemon.json("/results?limit=1").findValuesAsText("client")).containsExactly("b");
        assertThat(daemon.json("/results").findValuesAsText("client")).startsWith("b", "a");
        assertThat(daemon.json("/clients").findValuesAsText("name")).contains("a", "b");
        assertThat(daemon.json("/health").get("healthy").asBoolean()).isTrue();
    }

    @Test
    void whatHasBeenHandledIsLeftAloneUntilResetOrTheEndOfTheIncident() throws Exception {
        String event = Sent.event("again", RUNNING);
        String resolve = event.replaceFirst("\\{", "{\"action\": \"resolve\", ");

        assertThat(codeOf(event)).isEqualTo("instance_state_allowed");
        assertThat(codeOf(event)).isEqualTo("filtered");
        assertThat(codeOf(resolve)).isEqualTo("event_resolved");
        assertThat(codeOf(event)).isEqualTo("instance_state_allowed");
    }

    private static String codeOf(String event) throws Exception {
        HttpResponse<String> answer = daemon.post("/events?wait=true", event);
        return RunningDaemon.JSON.readTree(answer.body()).get(0).get("code").asText();
    }

    @Test
    void theHandlerThatSensuHasChosenIsTakenWhateverTheEventNames() throws Exception {
        String event = Sent.event("pager", gone()).replace("[\"ec2\"]", "[\"pagerduty\"]");

        assertThat(daemon.post("/events?wait=true", event).body()).contains("no_such_handler");
        assertThat(daemon.post("/events?wait=true&handler=ec2", event).body()).contains("deregistered");
    }

    @Test
    void everyRefusalOverHttpHasItsStatusSaysWhyAndIsCounted() throws Exception {
        HttpResponse<String> badJson = daemon.post("/events", "{\n  oops}");
        assertThat(badJson.statusCode()).isEqualTo(400);
        assertThat(RunningDaemon.JSON.readTree(badJson.body()).get("line").asInt())
                .isEqualTo(2);
        assertThat(RunningDaemon.JSON.readTree(badJson.body()).get("column").asInt())
                .isEqualTo(3);
        assertThat(daemon.post("/events", "{\"check\": {}}").statusCode()).isEqualTo(422);
        assertThat(daemon.post("/events", " ".repeat((16 << 20) + 1)).statusCode())
                .isEqualTo(413);
        assertThat(daemon.get("/nothing").statusCode()).isEqualTo(404);

        assertThat(daemon.get("/metrics").body())
                .contains("sensu_host_http_answers_total{path=\"/events\",status=\"400\"} 1.0")
                .contains("sensu_host_http_answers_total{path=\"/events\",status=\"413\"} 1.0")
                .contains("sensu_host_http_answers_total{path=\"/events\",status=\"422\"} 1.0")
                .contains("sensu_host_http_answers_total{path=\"other\",status=\"404\"} 1.0");
    }
}
