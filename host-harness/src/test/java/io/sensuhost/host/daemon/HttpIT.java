package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon answers over HTTP. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class HttpIT {

    private static final String ID = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    private Emulator emulator;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);
        installation = Installation.in(directory, emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void whereNoMoreFitItSaysSoAndWhenToComeAgain() throws Exception {
        emulator.faults().always(Call.any(), Fault.hang());
        try (RunningDaemon daemon = installation.start()) {
            HttpResponse<String> answer = daemon.post("/events", thousandEvents(0));
            assertThat(answer.statusCode()).isEqualTo(202);
            for (int i = 1; i < 60 && answer.statusCode() == 202; i++) {
                answer = daemon.post("/events", thousandEvents(i));
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
        }
    }

    private static String thousandEvents(int thousand) {
        return IntStream.range(thousand * 1000, (thousand + 1) * 1000)
                .mapToObj(i -> Sent.event("web-" + i, Sent.instance(i)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void theTokenIsAskedForEverywhereButAtHealthAndAReloadChangesIt() throws Exception {
        installation.configured("token.json", "{'host': {'http': {'token': 'first'}}}");
        try (RunningDaemon daemon = installation.start()) {
            for (String path : new String[] {"/metrics", "/clients", "/results", "/info"}) {
                assertThat(daemon.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(daemon.get(path, "Authorization", "Bearer first").statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(daemon.post("/events", Sent.event("web-1", ID)).statusCode())
                    .isEqualTo(401);
            assertThat(daemon.post("/guard/release", "").statusCode()).isEqualTo(401);
            assertThat(daemon.get("/health").statusCode()).isEqualTo(200);

            installation.configured("token.json", "{'host': {'http': {'token': 'second'}}}");
            daemon.signal("HUP");
            daemon.awaitInLog("Reloaded");

            assertThat(daemon.get("/info", "Authorization", "Bearer first").statusCode())
                    .isEqualTo(401);
            assertThat(daemon.get("/info", "Authorization", "Bearer second").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void healthNamesWhatIsWrong() throws Exception {
        Path plugins = installation.ownPlugins();
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        installation.configured(
                "api.json", "{'api': {'host': '127.0.0.1', 'port': 1}, 'host': {'registry': {'timeout': 1}}}");
        try (RunningDaemon daemon = installation.start()) {
            HttpResponse<String> health = daemon.get("/health");

            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(RunningDaemon.JSON
                            .readTree(health.body())
                            .at("/problems/plugins/0")
                            .asText())
                    .contains("broken.jar");
            assertThat(RunningDaemon.JSON
                            .readTree(health.body())
                            .at("/problems/registry")
                            .asText())
                    .contains("127.0.0.1:1");
        }
    }

    @Test
    void healthSaysThatNoIntegrationIsInUseAndWhatWouldBe() throws Exception {
        installation.configured("ec2.json", "{'ec22': {}}");
        try (RunningDaemon daemon = installation.start()) {
            assertThat(daemon.get("/health").statusCode()).isEqualTo(503);
            assertThat(daemon.json("/health").at("/problems/integrations").asText())
                    .startsWith("none is in use: give one a scope")
                    .endsWith("loaded are ec2");
        }
    }
}
