package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.daemon.Installation;
import io.sensuhost.host.daemon.RunningDaemon;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the archive brings along for operators, used as they use it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class DistributionIT {

    private static final Path HOME = Path.of(System.getProperty("sensu-host.home"));
    private static final Path EXAMPLES = HOME.resolve("conf");
    private static final String ID = "i-0a1b2c3d4e5f60718";

    @TempDir
    private Path directory;

    @Test
    void ofTheClientOfEc2ThereIsTheCallThatIsMadeAndNoOther() throws Exception {
        try (Stream<Path> plugins = Files.list(HOME.resolve("plugins"));
                JarFile ec2 = new JarFile(plugins.findAny().orElseThrow().toFile())) {
            assertThat(ec2.stream().map(ZipEntry::getName))
                    .contains("software/amazon/awssdk/services/ec2/model/DescribeInstancesRequest.class")
                    .doesNotContain("software/amazon/awssdk/services/ec2/model/RunInstancesRequest.class");
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyExampleOfAConfigurationIsValidAndWarnsOfNothing(Path example) throws Exception {
        Program.Run run = Program.in(directory).with("-c", example.toString()).runLogged("config");

        // What other examples have is missing here.
        assertThat(run.err().lines())
                .allMatch(line -> line.contains("No integration is in use") || line.contains("No Sensu is told"));
        assertThat(run.code()).isZero();
        JsonNode shown = run.result();
        assertThat(shown.get("valid").asBoolean()).isTrue();
        assertThat(shown.get("problems")).isEmpty();
        assertThat(shown.get("config")).isNotEmpty();
    }

    static List<Path> configurations() throws IOException {
        return examples(".json");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void everyExampleForSensuctlIsAResourceWithTypeAndSpec(Path example) throws Exception {
        for (Object document : new Yaml().loadAll(Files.readString(example))) {
            Map<?, ?> resource = (Map<?, ?>) document;
            assertThat(resource.get("api_version")).isEqualTo("core/v2");
            assertThat(resource.get("type")).isIn("Handler", "EventFilter");
            assertThat(resource.get("metadata")).asString().contains("namespace");
            if (resource.get("type").equals("Handler")) {
                Map<?, ?> spec = (Map<?, ?>) resource.get("spec");
                assertThat(spec.get("type")).isIn("pipe", "tcp");
                assertThat(spec.get("filters"))
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .contains("is_incident", "not_silenced");
            }
        }
    }

    static List<Path> resources() throws IOException {
        return examples(".yml").stream()
                .filter(example -> example.getFileName().toString().startsWith("handler-"))
                .toList();
    }

    @Test
    void theAgentsExampleNamesTheHandler() throws Exception {
        Map<String, Object> agent = new Yaml().load(Files.readString(EXAMPLES.resolve("sensu-go/agent.yml")));

        assertThat(agent).containsEntry("keepalive-handlers", List.of("ec2"));
    }

    @Test
    void everyFileIsExplained() throws Exception {
        String words = Files.readString(EXAMPLES.resolve("README.md"));

        assertThat(Stream.concat(examples(".json").stream(), examples(".yml").stream()))
                .hasSizeGreaterThan(8)
                .allSatisfy(example -> assertThat(words).contains("`" + example.getFileName() + "`"));
    }

    @Test
    void theReadmePrintsTheExamplesAsTheyAre() throws Exception {
        String readme = Files.readString(HOME.resolve("README.md"));

        for (String example : List.of("ec2.json", "handler-pipe.json", "client.json")) {
            String text = Files.readString(EXAMPLES.resolve("sensu-core").resolve(example));
            assertThat(readme).contains("```json\n" + text.indent(3) + "   ```");
        }
        assertThat(HOME.resolve("docs/coming-from.md"))
                .content()
                .contains("```json\n" + Files.readString(EXAMPLES.resolve("sensu-core/handler-pipe.json")) + "```");
    }

    @Test
    void theAuditFileThatIsRotatedIsTheDaemons() throws Exception {
        Path rotation = EXAMPLES.resolve("logrotate.d/sensu-host");

        for (String example : List.of("sensu-core/host.json", "sensu-go/sensu-host.json")) {
            JsonNode configuration =
                    Program.JSON.readTree(EXAMPLES.resolve(example).toFile());
            assertThat(rotation)
                    .content()
                    .contains("\n" + configuration.at("/host/audit_file").asText() + " {\n");
        }
    }

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        assumeThat(systemd()).as("systemd-analyze of version 250 or later").isGreaterThanOrEqualTo(250);
        Path unit = unit();

        assertThat(run("", "systemd-analyze", "verify", unit.toString())).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void theUnitIsConfinedButForWhatTheJvmNeeds() throws Exception {
        assumeThat(systemd()).as("systemd-analyze of version 250 or later").isGreaterThanOrEqualTo(250);

        Ended ended = run(
                "", "systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", unit().toString());

        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(Files.readString(unit())).doesNotContain("MemoryDenyWriteExecute=");
    }

    @Test
    void theHandlerThatUsesCurlPrintsTheResultsAndFailsWhereTheDaemonRefuses() throws Exception {
        assumeThat(isThere("curl")).as("curl").isTrue();
        String command = Program.JSON
                .readTree(EXAMPLES.resolve("sensu-core/handler-curl.json").toFile())
                .at("/handlers/ec2/command")
                .asText();
        assertThat(HOME.resolve("docs/operating.md")).content().contains(command);
        try (Emulator emulator = Emulator.start(new World())) {
            emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);
            try (RunningDaemon serve = Installation.in(directory, emulator).start()) {
                String toIt = command.replace(
                        "127.0.0.1:4568", serve.ready().get("http").asText());

                Ended handled = run(event(), "sh", "-c", toIt);
                Ended refused = run("no event", "sh", "-c", toIt);

                assertThat(handled.code()).as(handled.err()).isZero();
                assertThat(Program.JSON
                                .readTree(handled.out())
                                .get(0)
                                .get("action")
                                .asText())
                        .isEqualTo("deregistered");
                assertThat(refused.code()).isNotZero();
                assertThat(refused.err()).contains("400");
            }
        }
    }

    @Test
    void resultsGoToStandardOutputAndLogsToStandardError() throws Exception {
        Files.writeString(directory.resolve("ec2.json"), "{\"ec2\": {}}");
        String program = HOME + "/bin/sensu-host";

        Ended usual = run(event().replace(ID, "db"), program, "-d", directory.toString(), "handle");
        Ended quiet = run(event().replace(ID, "db"), program, "-d", directory.toString(), "-L", "error", "handle");

        assertThat(usual.code()).isEqualTo(1);
        assertThat(usual.out().lines()).singleElement().asString().contains("\"code\":\"invalid_client_settings\"");
        assertThat(usual.err()).contains("level=warn").doesNotContain("level=info");
        assertThat(quiet.out().lines()).hasSize(1);
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void aTableIsAsWideAsTheEnvironmentSays() throws Exception {
        String program = HOME + "/bin/sensu-host";

        Ended narrow = run("", "env", "COLUMNS=64", program, "-d", directory.toString(), "-o", "table", "config");
        Ended wide = run("", "env", "COLUMNS=100", program, "-d", directory.toString(), "-o", "table", "config");

        assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
        assertThat(wide.out()).contains("host.deregistration_guard.max_fraction  0.2");
    }

    @Test
    void theVersionIsThatOfTheJarAndJavaWarnsOfNothing() throws Exception {
        Ended ended = run("", "env", "-u", "SENSU_HOST_JAVA_OPTS", HOME + "/bin/sensu-host", "--version");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).matches("sensu-host \\d+\\.\\d+\\S* on Java .*\\R");
    }

    private static String event() {
        return """
                {"client": {"name": "web-1", "ec2": {"instance_id": "%s"}},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}
                """.formatted(ID);
    }

    /** The unit as it would be where this archive is. */
    private Path unit() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("systemd/sensu-host.service"));
        return Files.writeString(
                directory.resolve("sensu-host.service"), text.replace("/opt/sensu-host", HOME.toString()));
    }

    private int systemd() throws Exception {
        return isThere("systemd-analyze")
                ? Integer.parseInt(run("", "systemd-analyze", "--version").out().replaceFirst("(?s)\\D+(\\d+).*", "$1"))
                : 0;
    }

    private boolean isThere(String program) throws Exception {
        return run("", "sh", "-c", "command -v " + program).code() == 0;
    }

    private static List<Path> examples(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private Ended run(String input, String... command) throws Exception {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (var to = process.outputWriter()) {
            to.write(input);
        } catch (IOException notRead) {
            // It has ended without a look at its input.
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private record Ended(int code, String out, String err) {}
}
