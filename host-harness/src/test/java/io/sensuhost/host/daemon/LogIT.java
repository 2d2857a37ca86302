package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Log lines say what event they are about. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class LogIT {

    private static final String ID = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    private Emulator emulator;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(ID, InstanceState.STOPPED);
        installation = Installation.in(directory, emulator)
                .configured("guard.json", "{'host': {'deregistration_guard': {'min_allowed': 0, 'max_fraction': 0}}}");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aLineAboutAnEventHasItsIdClientAndIntegration() throws Exception {
        try (RunningDaemon daemon = installation.start()) {
            daemon.sendOverTcp(Sent.event("web-1", ID));

            assertThat(daemon.awaitInLog("is held"))
                    .contains("level=warn")
                    .contains("event_id=web-1-event")
                    .contains("client=web-1")
                    .contains("integration=ec2");
        }
    }

    @Test
    void theyStandInJsonToo() throws Exception {
        try (RunningDaemon daemon = installation.with("--log-format", "json").start()) {
            daemon.sendOverTcp(Sent.event("web-1", ID));

            JsonNode line = RunningDaemon.JSON.readTree(daemon.awaitInLog("is held"));
            assertThat(line.get("mdc").get("event_id").asText()).isEqualTo("web-1-event");
            assertThat(line.get("mdc").get("client").asText()).isEqualTo("web-1");
            assertThat(line.get("mdc").get("integration").asText()).isEqualTo("ec2");

            installation.configured("more.json", "{");
            daemon.signal("HUP");
            JsonNode error = RunningDaemon.JSON.readTree(daemon.awaitInLog("Not reloaded"));
            assertThat(error.get("level").asText()).isEqualTo("ERROR");
            assertThat(error.get("formattedMessage").asText()).contains("generation 1 goes on");
        }
    }

    @Test
    void itsBeginningSaysWhatRunsAndItsEndWhatWasDone() throws Exception {
        installation
                .tellingSensuCore(URI.create("http://127.0.0.1:4567"))
                .configured("dry.json", "{'ec2': {'dry_run': true}, 'host': {'registry': {'timeout': 1}}}");
        try (RunningDaemon daemon = installation.start()) {
            assertThat(daemon.awaitInLog("Started"))
                    .contains(
                            "level=info",
                            "sensu-host ",
                            "on Java " + Runtime.version().feature())
                    .containsPattern("integrations: ec2 [0-9.]+\\S* in dry run; ")
                    .contains("registry: sensu_core at http://127.0.0.1:4567; ")
                    .contains("guard: 0.0 of the clients, 0 at least, in 600 s");
            daemon.post("/events?wait=true", "[" + Sent.event("web-1", ID) + "," + Sent.event("web-2", ID) + "]");

            daemon.signal("TERM");

            daemon.awaitInLog("Stopping: 0 events are still to be handled, for 25 s at most");
            daemon.awaitInLog("Stopped: 2 results since the start; all that was taken is handled");
        }
    }
}
