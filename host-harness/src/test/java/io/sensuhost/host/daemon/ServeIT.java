package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import io.sensuhost.host.registry.FakeSensuCore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private Installation program;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);
        program = Installation.in(directory, emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aDryRunDeregistersNothing() throws Exception {
        try (RunningDaemon serve = program.start("--dry-run")) {
            serve.sendOverTcp(event("web-1"));

            assertThat(serve.nextLine().get("code").asText()).isEqualTo("dry_run");
        }
    }

    @Test
    void itEndsWithZeroWhenItIsToldToAndHasHandledWhatItTook() throws Exception {
        try (RunningDaemon serve = program.start()) {
            assertThat(serve.post("/events", event("web-1")).statusCode()).isEqualTo(202);

            serve.signal("TERM");

            assertThat(serve.exitCode()).isZero();
            assertThat(serve.nextLine().get("client").asText()).isEqualTo("web-1");
        }
    }

    @Test
    void whatIsNotHandledInTimeWhenItIsToldToEndIsGivenUpAndItEndsWithOne() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        emulator.faults().always(call -> true, Fault.heldBy(never));
        try (RunningDaemon serve = program.start("--drain", "1")) {
            serve.sendOverTcp(event("web-1"));
            assertThat(emulator.journal().await(1, Duration.ofMinutes(1))).isTrue();

            serve.signal("TERM");

            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.awaitInLog("given up")).contains("1 events");
        }
    }

    @Test
    void aRegistryThatNeverAnswersKeepsItFromNeitherReloadingNorEnding() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            sensu.always(Misbehaviour.hanging());
            program.tellingSensuCore(sensu.url())
                    .configured("hasty.json", "{'ec2': {'timeout': 5}, 'host': {'registry': {'timeout': 3}}}");
            try (RunningDaemon serve = program.start("--drain", "1")) {
                serve.sendOverTcp(event("web-1"));
                sensu.awaitRequests(1);

                serve.signal("HUP");
                serve.awaitInLog("Reloaded");
                assertThat(serve.nextLine().get("code").asText()).isEqualTo("registry_failed");
                int before = sensu.requests().size();
                serve.sendOverTcp(event("web-2"));
                sensu.awaitRequests(before + 1);
                serve.signal("TERM");

                assertThat(serve.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void anInvalidConfigurationIsExitCodeTwoAndSaysWhere() throws Exception {
        program.configured("bad.json", "{'ec2': {'timeout': 'soon'}}");

        RunningDaemon.Failure end = program.startInVain();

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.log()).contains("bad.json").contains("ec2.timeout");
    }

    @Test
    void anHttpListenerForOthersWithoutATokenIsRefused() throws Exception {
        program.configured("open.json", "{'host': {'http': {'bind': '0.0.0.0'}}}");

        RunningDaemon.Failure end = program.startInVain();

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.log()).contains("host.http").contains("token");
    }

    @Test
    void aReloadTakesUpTheNewConfigurationAndLosesNothing() throws Exception {
        try (RunningDaemon serve = program.start()) {
            assertThat(serve.json("/info").get("generation").asInt()).isEqualTo(1);
            program.configured("more.json", "{\"ec2\": {\"allowed_instance_states\": [\"terminated\"]}}");

            serve.signal("HUP");
            serve.awaitInLog("Reloaded");

            assertThat(serve.json("/info").get("generation").asInt()).isEqualTo(2);
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("kept");
        }
    }

    @Test
    void aReloadOfABrokenConfigurationIsRefusedAndAllGoesOn() throws Exception {
        try (RunningDaemon serve = program.start()) {
            program.configured("more.json", "{\"ec2\": {\"timeout\": \"soon\"}}");

            serve.signal("HUP");
            serve.awaitInLog("Not reloaded");

            assertThat(serve.json("/info").get("generation").asInt()).isEqualTo(1);
            assertThat(serve.json("/health").at("/problems/reload").asText()).contains("timeout");
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
        }
    }

    @Test
    void whatTheGuardHoldsIsHandledAfreshWhenItIsReleased() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.STOPPED);
        program.configured(
                "guard.json", "{\"host\": {\"deregistration_guard\": {\"min_allowed\": 0, \"max_fraction\": 0}}}");
        try (RunningDaemon serve = program.start()) {
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("code").asText()).isEqualTo("deregistration_guard");

            HttpResponse<String> answer = serve.post("/guard/release", "{\"clients\": [\"web-1\", \"web-2\"]}");

            assertThat(RunningDaemon.JSON
                            .readTree(answer.body())
                            .get("released")
                            .toString())
                    .isEqualTo("[\"web-1\"]");
            assertThat(RunningDaemon.JSON
                            .readTree(answer.body())
                            .get("not_held")
                            .toString())
                    .isEqualTo("[\"web-2\"]");
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
            assertThat(serve.post("/guard/release", "[]").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void whatWasHandledIsRememberedAcrossAReload() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.RUNNING);
        try (RunningDaemon serve = program.start()) {
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
        Path jar = program.ownPlugins().resolve("ec2.jar");
        try (RunningDaemon serve = program.start()) {
            Files.writeString(jar, "no jar at all");
            serve.sendOverTcp(event("web-1"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");

            serve.signal("HUP");
            serve.awaitInLog("Not reloaded");

            assertThat(serve.json("/info").get("generation").asInt()).isEqualTo(1);
            serve.sendOverTcp(event("web-2"));
            assertThat(serve.nextLine().get("action").asText()).isEqualTo("deregistered");
        }
    }

    @Test
    void anAddressThatIsTakenIsExitCodeTwoAndNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            program.configured("port.json", "{\"host\": {\"tcp\": {\"port\": %d}}}".formatted(taken.getLocalPort()));

            RunningDaemon.Failure end = program.startInVain();

            assertThat(end.code()).isEqualTo(2);
            assertThat(end.log()).contains("host.tcp").contains(String.valueOf(taken.getLocalPort()));
        }
    }

    private static String event(String client) {
        return Sent.event(client, ID);
    }
}
