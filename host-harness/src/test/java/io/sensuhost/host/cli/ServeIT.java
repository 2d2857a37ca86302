package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeIT {

    private static final String ID = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    private Emulator emulator;
    private Program program;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);
        program = Program.in(directory).asking(emulator).configured("host.json", """
                        {"host": {"tcp": {"port": 0}, "http": {"port": 0}}}
                        """);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void anEventThatComesOverTcpIsHandledAndItsResultPrinted() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            serve.sendOverTcp(event("web-1"));

            JsonNode result = serve.nextLine();
            assertThat(result.get("client").asText()).isEqualTo("web-1");
            assertThat(result.get("action").asText()).isEqualTo("deregistered");
        }
    }

    @Test
    void anEventThatComesOverHttpIsAnsweredWithItsResults() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            HttpResponse<String> answer = serve.post("/events?wait=true", "[" + event("a") + "," + event("b") + "]");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Program.JSON.readTree(answer.body()).findValuesAsText("client"))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void aDryRunDeregistersNothing() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve", "--dry-run")) {
            serve.sendOverTcp(event("web-1"));

            assertThat(serve.nextLine().get("code").asText()).isEqualTo("dry_run");
        }
    }

    @Test
    void itEndsWithZeroWhenItIsToldToAndHasHandledWhatItTook() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            assertThat(serve.post("/events", event("web-1")).statusCode()).isEqualTo(202);

            serve.signal("TERM");

            assertThat(serve.exitCode()).isZero();
            assertThat(serve.nextLine().get("client").asText()).isEqualTo("web-1");
        }
    }

    @Test
    void aReloadTakesUpTheNewConfigurationAndLosesNothing() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            assertThat(serve.get("/info").get("generation").asInt()).isEqualTo(1);
            program.configured("more.json", "{\"ec2\": {\"allowed_instance_states\": [\"terminated\"]}}");

            serve.signal("HUP");
            serve.awaitInLog("Reloaded");

            assertThat(serve.get("/info").get("generation").asInt()).isEqualTo(2);
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("kept");
        }
    }

    @Test
    void aReloadOfABrokenConfigurationIsRefusedAndAllGoesOn() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            program.configured("more.json", "{\"ec2\": {\"timeout\": \"soon\"}}");

            serve.signal("HUP");
            serve.awaitInLog("Not reloaded");

            assertThat(serve.get("/info").get("generation").asInt()).isEqualTo(1);
            assertThat(serve.get("/health").at("/problems/reload").asText()).contains("timeout");
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
        }
    }

    @Test
    void metricsOfTheHostAndOfItsIntegrationsAreShown() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            serve.post("/events?wait=true", event("web-1"));

            assertThat(serve.text("/metrics"))
                    .contains("sensu_host_events_total{code=\"instance_state_not_allowed\",intake=\"http\","
                            + "status=\"handled\"} 1.0")
                    .contains("sensu_host_queue_events 0.0")
                    .contains("ec2_lookups_total");
        }
    }

    private static String event(String client) {
        return """
                {"client": {"name": "%s", "ec2": {"instance_id": "%s"}},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}
                """.formatted(client, ID);
    }
}
