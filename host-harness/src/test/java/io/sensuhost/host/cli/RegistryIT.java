package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import io.sensuhost.host.registry.FakeSensuGo;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registries as an operator has them: told by {@code handle}, with a real event. */
final class RegistryIT {

    private static final String GONE = "i-0a1b2c3d4e5f60001";
    private static final String STOPPED = "i-0a1b2c3d4e5f60002";
    private static final Instant SILENT_SINCE = Instant.parse("2026-11-23T11:00:00Z");

    @TempDir
    private Path directory;

    private final Emulator emulator = Emulator.start(new World());

    @BeforeEach
    void fill() {
        emulator.world().fleet("us-east-1").put(GONE, InstanceState.TERMINATED).put(STOPPED, InstanceState.STOPPED);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void sensuCoreIsToldAndKeepsATerminatedClientOutButNotOneThatMayReturn() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            sensu.with(
                    EventBuilder.keepaliveOf(GONE).at(SILENT_SINCE).client(),
                    EventBuilder.keepaliveOf(STOPPED).at(SILENT_SINCE).client());
            Program program = core(sensu);

            assertThat(code(program, coreEvent(GONE))).isEqualTo("instance_state_not_allowed");
            assertThat(code(program, coreEvent(STOPPED))).isEqualTo("instance_state_not_allowed");
            assertThat(sensu.requests("DELETE"))
                    .containsExactly(
                            "DELETE /clients/" + GONE + "?invalidate=true&invalidate_expire=120",
                            "DELETE /clients/" + STOPPED);
        }
    }

    @Test
    void aClientThatWasHeardSinceIsKept() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            sensu.with(EventBuilder.keepaliveOf(GONE)
                    .at(SILENT_SINCE.plusSeconds(3600))
                    .client());

            assertThat(code(core(sensu), coreEvent(GONE))).isEqualTo("client_returned");
            assertThat(sensu.requests("DELETE")).isEmpty();
        }
    }

    @Test
    void aRefusalIsNoSuccess() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            sensu.requireAuthorization("Basic nobody");

            Program.Run run = core(sensu).run("handle", file(coreEvent(GONE)));

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.result().get("code").asText()).isEqualTo("registry_failed");
            assertThat(run.result().get("reason").asText()).contains("401");
        }
    }

    @Test
    void sensuGoIsToldInTheEventsOwnNamespaceAndInNoOther() throws Exception {
        try (FakeSensuGo sensu = new FakeSensuGo()) {
            sensu.with("trees", GONE, SILENT_SINCE).with("weeds", GONE, SILENT_SINCE);
            Program program = Program.in(directory).asking(emulator).configured("host.json", """
                    {"host": {"state_dir": "%s", "registry":
                        {"type": "sensu_go", "url": "%s", "api_key": "k", "namespace": "trees"}}}
                    """.formatted(
                            directory, sensu.url()));

            JsonNode done = program.run("handle", "--handler", "ec2", file(goEvent("trees")))
                    .result();
            assertThat(done.get("code").asText()).isEqualTo("instance_state_not_allowed");
            assertThat(done.get("details").get("namespace").asText()).isEqualTo("trees");
            assertThat(sensu.knows("trees", GONE)).isFalse();

            JsonNode refused = program.run("handle", "--handler", "ec2", file(goEvent("weeds")))
                    .result();
            assertThat(refused.get("code").asText()).isEqualTo("foreign_namespace");
            assertThat(sensu.knows("weeds", GONE)).isTrue();
        }
    }

    private Program core(FakeSensuCore sensu) throws Exception {
        return Program.in(directory).asking(emulator).configured("host.json", """
                {"host": {"state_dir": "%s"}, "api": {"host": "127.0.0.1", "port": %d}}
                """.formatted(
                        directory, sensu.url().getPort()));
    }

    private String code(Program program, String event) throws Exception {
        return program.run("handle", file(event)).result().get("code").asText();
    }

    private String file(String event) throws Exception {
        return Program.in(directory).file("event.json", event).toString();
    }

    private static String coreEvent(String client) {
        return """
                {"client": {"name": "%s", "timestamp": %d},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}
                """.formatted(client, SILENT_SINCE.getEpochSecond());
    }

    private static String goEvent(String namespace) {
        return """
                {"timestamp": %2$d,
                 "entity": {"metadata": {"name": "%3$s", "namespace": "%1$s"}, "last_seen": %2$d},
                 "check": {"metadata": {"name": "keepalive", "namespace": "%1$s"}, "status": 2, "state": "failing"}}
                """.formatted(namespace, SILENT_SINCE.getEpochSecond(), GONE);
    }

    @Test
    void tryingTheConfigurationOutSaysWhetherSensuAnswers() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            Program program = core(sensu);
            assertThat(registryFinding(program))
                    .isEqualTo("good registry, http://127.0.0.1:" + sensu.url().getPort());

            sensu.requireAuthorization("Basic nobody");
            assertThat(registryFinding(program)).startsWith("bad registry, ");
        }
    }

    private static String registryFinding(Program program) {
        JsonNode findings = program.run("config", "--online").result().get("online");
        for (JsonNode finding : findings) {
            if (finding.get("integration").asText().equals("host")) {
                return finding.get("judgement").asText() + " "
                        + finding.get("subject").asText();
            }
        }
        throw new AssertionError("None of the host: " + findings);
    }
}
