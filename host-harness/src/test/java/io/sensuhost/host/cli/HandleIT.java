package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandleIT {

    private static final String ID = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    private Emulator emulator;
    private Program program;

    @BeforeEach
    void start() throws IOException {
        emulator = Emulator.start(new World());
        program = Program.in(directory).asking(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aClientWhoseInstanceIsStoppedIsDeregisteredAndTheResultHasEveryField() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.STOPPED);

        Program.Run run = program.run("handle", event("web-1", ID));

        JsonNode result = run.result();
        assertThat(run.code()).isZero();
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "event_id",
                        "client",
                        "check",
                        "handler",
                        "status",
                        "action",
                        "code",
                        "reason",
                        "details",
                        "duration_ms");
        assertThat(result.get("client").asText()).isEqualTo("web-1");
        assertThat(result.get("check").asText()).isEqualTo("keepalive");
        assertThat(result.get("handler").asText()).isEqualTo("ec2");
        assertThat(result.get("status").asText()).isEqualTo("handled");
        assertThat(result.get("action").asText()).isEqualTo("deregistered");
        assertThat(result.get("code").asText()).isEqualTo("instance_state_not_allowed");
        assertThat(result.get("reason").asText()).isEqualTo(ID + " is stopped in us-east-1; allowed: running");
        assertThat(result.get("details").toString())
                .isEqualTo("{\"instance_id\":\"" + ID + "\",\"instance_state\":\"stopped\","
                        + "\"allowed_instance_states\":[\"running\"],\"region\":\"us-east-1\"}");
        assertThat(result.get("duration_ms").isNumber()).isTrue();
    }

    @Test
    void aDryRunDeregistersNothing() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);

        Program.Run run = program.run("handle", "--dry-run", event("web-1", ID));

        assertThat(run.code()).isZero();
        assertThat(run.result().get("status").asText()).isEqualTo("held");
        assertThat(run.result().get("code").asText()).isEqualTo("dry_run");
    }

    @Test
    void aFailedEventIsExitCodeOne() throws Exception {
        Program.Run run = program.run(
                "handle",
                eventOf("{\"name\":\"web-1\",\"ec2\":{\"account\":\"none\",\"instance_id\":\"" + ID + "\"}}"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.result().get("code").asText()).isEqualTo("unknown_account");
    }

    @Test
    void anInstanceOfTheWrongRegionNeverCostsItsClientItsRegistration() throws Exception {
        emulator.world().fleet("eu-west-1").put(ID, InstanceState.RUNNING);

        Program.Run run = program.run("handle", event("web-1", ID));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.result().get("code").asText()).isEqualTo("absence_unproven");
        assertThat(run.result().get("reason").asText()).contains("us-east-1");
    }

    @Test
    void standardInputIsReadWhereNoFileIsNamed() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.RUNNING);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(
                Files.readString(Path.of(event("web-1", ID))).getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(program.run("handle").result().get("action").asText()).isEqualTo("kept");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aTableIsForPeople() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.RUNNING);

        assertThat(program.run("-o", "table", "handle", event("web-1", ID))
                        .out()
                        .lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("CLIENT").contains("OUTCOME"),
                        row -> assertThat(row).startsWith("web-1").contains("kept"));
    }

    @Test
    void whatIsNoEventIsExitCodeTwoWithItsPlace() throws Exception {
        Program.Run run = program.run(
                "handle", program.file("event.json", "{\"client\": \n {,}}").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.result().get("code").asText()).isEqualTo("malformed_event");
        assertThat(run.result().get("reason").asText()).contains("line 2");
    }

    @Test
    void aFileThatIsNotThereIsExitCodeTwoAndNamed() {
        Program.Run run =
                program.run("handle", directory.resolve("nothing.json").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("nothing.json").contains("no such file");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anInvalidConfigurationIsExitCodeTwoAndNothingIsHandled() throws Exception {
        program.configured("wrong.json", "{\"ec2\": {\"timeout\": \"soon\"}}");

        Program.Run run = program.run("handle", event("web-1", ID));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("wrong.json").contains("ec2.timeout").contains("number of seconds");
        assertThat(emulator.journal().entries()).isEmpty();
    }

    @Test
    void theHandlerThatSensuHasChosenWinsOverThoseInTheEvent() throws Exception {
        emulator.world().fleet("us-east-1").put(ID, InstanceState.RUNNING);
        String client = "{\"name\":\"web-1\",\"ec2\":{\"instance_id\":\"" + ID + "\"}}";
        String file = program.file(
                        "event.json",
                        "{\"client\":" + client
                                + ",\"check\":{\"name\":\"keepalive\",\"status\":2,\"handlers\":[\"other\"]}}")
                .toString();

        assertThat(program.run("handle", "--handler", "ec2", file)
                        .result()
                        .get("action")
                        .asText())
                .isEqualTo("kept");
        assertThat(program.run("handle", file).result().get("code").asText()).isEqualTo("no_such_handler");
    }

    @Test
    void aHandlerThatWasNamedAndIsNotInUseIsExitCodeTwo() throws Exception {
        Program.Run run = program.run("handle", "--handler", "ec3", event("web-1", ID));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.result().get("code").asText()).isEqualTo("no_such_handler");
        assertThat(run.err()).contains("--handler ec3", "did you mean 'ec2'?", "nothing was handled");
        assertThat(emulator.journal().entries()).isEmpty();
    }

    @Test
    void keysAreInNoOutput() throws Exception {
        emulator.world().strictKeys(true);

        Program.Run run = program.run("-L", "debug", "handle", event("web-1", ID));

        assertThat(run.result().get("code").asText()).isEqualTo("access_denied");
        assertThat(run.out() + run.err()).doesNotContain("not-to-be-shown").doesNotContain("AKIAIOSFODNN7EXAMPLE");
    }

    private String event(String client, String instanceId) throws IOException {
        return eventOf("{\"name\":\"%s\",\"ec2\":{\"instance_id\":\"%s\"}}".formatted(client, instanceId));
    }

    private String eventOf(String client) throws IOException {
        return program.file(
                        "event.json",
                        "{\"id\":\"1\",\"client\":" + client
                                + ",\"check\":{\"name\":\"keepalive\",\"status\":2,\"handlers\":[\"ec2\"]},"
                                + "\"occurrences\":1,\"action\":\"create\"}")
                .toString();
    }
}
