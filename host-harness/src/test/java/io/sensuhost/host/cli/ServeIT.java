package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
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

    @Test
    void whatTheGuardHoldsIsHandledAfreshWhenItIsReleased() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.STOPPED);
        program.configured(
                "guard.json", "{\"host\": {\"deregistration_guard\": {\"min_allowed\": 0, \"max_fraction\": 0}}}");
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("code").asText()).isEqualTo("deregistration_guard");

            HttpResponse<String> answer = serve.post("/guard/release", "{\"clients\": [\"web-1\", \"web-2\"]}");

            assertThat(Program.JSON.readTree(answer.body()).get("released").toString())
                    .isEqualTo("[\"web-1\"]");
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
            assertThat(serve.post("/guard/release", "[]").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void theLatestResultsAndTheClientsCanBeAskedFor() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "serve", "--dry-run")) {
            serve.post("/events?wait=true", event("a"));
            serve.post("/events?wait=true", event("b"));

            assertThat(serve.get("/results?limit=1").findValuesAsText("client")).containsExactly("b");
            assertThat(serve.get("/results").findValuesAsText("client")).containsExactly("b", "a");
            assertThat(serve.get("/clients").findValuesAsText("name")).containsExactlyInAnyOrder("a", "b");
            assertThat(serve.get("/health").get("healthy").asBoolean()).isTrue();
        }
    }

    @Test
    void whatWasHandledIsRememberedAcrossAReload() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.RUNNING);
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("kept");

            serve.signal("HUP");
            serve.awaitInLog("Reloaded");

            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("code").asText()).isEqualTo("filtered");
        }
    }

    @Test
    void aJarThatIsReplacedHarmsNobodyAndABrokenOneIsRefused() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Path jar = plugins.resolve("ec2.jar");
        Path built = Path.of(System.getProperty("sensu-host.home"), "plugins");
        try (Stream<Path> jars = Files.list(built)) {
            Files.copy(jars.findFirst().orElseThrow(), jar);
        }
        program.with("--plugins", plugins.toString());
        try (RunningProgram serve = RunningProgram.start(program, "serve")) {
            Files.writeString(jar, "no jar at all");
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");

            serve.signal("HUP");
            serve.awaitInLog("Not reloaded");

            assertThat(serve.get("/info").get("generation").asInt()).isEqualTo(1);
            serve.sendOverTcp(event("web-2"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
        }
    }

    @Test
    void anAddressThatIsTakenIsExitCodeTwoAndNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            program.configured("port.json", "{\"host\": {\"tcp\": {\"port\": %d}}}".formatted(taken.getLocalPort()));

            Program.Run run = program.run("serve");

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("host.tcp").contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void logLinesAreJsonWhereThatIsAskedFor() throws Exception {
        try (RunningProgram serve = RunningProgram.start(program, "--log-format", "json", "serve")) {
            program.configured("more.json", "{");

            serve.signal("HUP");

            JsonNode line = Program.JSON.readTree(serve.awaitInLog("Not reloaded"));
            assertThat(line.get("level").asText()).isEqualTo("ERROR");
            assertThat(line.get("formattedMessage").asText()).contains("generation 1 goes on");
        }
    }

    private static String event(String client) {
        return """
                {"client": {"name": "%s", "ec2": {"instance_id": "%s"}},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}
                """.formatted(client, ID);
    }
}
