package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayIT {

    @TempDir
    private Path directory;

    @Test
    void manyEventsShareFewCallsAndASummaryEndsIt() throws Exception {
        try (Emulator emulator = Emulator.start(new World())) {
            IntStream.range(0, 500)
                    .forEach(i -> emulator.world()
                            .fleet("us-east-1")
                            .put(id(i), i % 2 == 0 ? InstanceState.RUNNING : InstanceState.TERMINATED));
            Program program = Program.in(directory).asking(emulator);
            String lines = IntStream.range(0, 500).mapToObj(ReplayIT::event).collect(Collectors.joining("\n"));

            Program.Run run =
                    program.run("replay", program.file("events.ndjson", lines).toString());

            List<JsonNode> results = run.results();
            assertThat(run.code()).isZero();
            assertThat(results).hasSize(501);
            assertThat(results.get(500).toString())
                    .isEqualTo("{\"summary\":{\"events\":500,\"handled\":500,\"ignored\":0,\"held\":0,\"failed\":0,"
                            + "\"deregistered\":250,\"kept\":250}}");
            assertThat(emulator.journal().count("DescribeInstances")).isLessThan(20);
        }
    }

    @Test
    void aMalformedEventIsOneFailedResultWithItsLineAndTheRestGoesOn() throws Exception {
        Program program = Program.in(directory).configured("ec2.json", "{\"ec2\": {}}");
        String lines = plain("a") + "\n{\"client\": oops}\n" + plain("b");

        Program.Run run =
                program.run("replay", program.file("events.ndjson", lines).toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.results())
                .anySatisfy(result -> {
                    assertThat(result.path("code").asText()).isEqualTo("malformed_event");
                    assertThat(result.path("details").path("line").asInt()).isEqualTo(2);
                })
                .anySatisfy(result -> assertThat(result.path("client").asText()).isEqualTo("b"))
                .last()
                .satisfies(summary ->
                        assertThat(summary.at("/summary/ignored").asInt()).isEqualTo(2));
    }

    @Test
    void aDirectoryAmongTheFilesIsExitCodeTwoBeforeAnythingIsHandled() throws Exception {
        Program program = Program.in(directory).configured("ec2.json", "{\"ec2\": {}}");
        String events = program.file("events.ndjson", plain("a")).toString();

        Program.Run run = program.run("replay", events, directory.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(directory + " cannot be read");
    }

    @Test
    void anArrayIsAsGoodAsLines() throws Exception {
        Program program = Program.in(directory).configured("ec2.json", "{\"ec2\": {}}");

        Program.Run run = program.run(
                "replay",
                program.file("events.json", "[" + plain("a") + ",\n " + plain("b") + "]")
                        .toString());

        assertThat(run.code()).isZero();
        assertThat(run.results()).hasSize(3);
    }

    @Test
    void aHandlerThatWasNamedAndIsNotInUseIsExitCodeTwoBeforeAnythingIsHandled() throws Exception {
        Program program = Program.in(directory);

        Program.Run run = program.run(
                "replay",
                "--handler",
                "ec2",
                program.file("events.ndjson", plain("a")).toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--handler ec2", "plugged in but not in use", "{\"ec2\": {}}");
    }

    private static String id(int i) {
        return "i-0a1b2c3d4e5f6%04x".formatted(i);
    }

    private static String event(int i) {
        return """
               {"client": {"name": "web-%d", "ec2": {"instance_id": "%s"}}, "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}""".formatted(i, id(i));
    }

    private static String plain(String client) {
        return """
               {"client": {"name": "%s"}, "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}""".formatted(client);
    }
}
