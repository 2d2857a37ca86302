package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of itself, and to those who misuse it. */
final class UsageIT {

    private static final String EVENT =
            "{\"client\": {\"name\": \"web-1\"}, \"check\": {\"name\": \"keepalive\", \"status\": 2}}";

    @TempDir
    private Path directory;

    private Program program;

    @BeforeEach
    void configure() throws IOException {
        program = Program.in(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "handle", "replay", "serve", "config", "plugins"})
    void everyCommandExplainsItself(String command) {
        Program.Run run = program.run(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: sensu-host " + command)
                .contains("-c, --config=FILE", "-d, --config-dir=DIR", "--plugins=DIR", "-L, --log-level=LEVEL")
                .contains("-o, --output=FORMAT", "Exit codes:");
        assertThat(program.run("--help").out()).containsPattern("(?m)^  " + command + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confg",
                "config --nothing",
                "config -o xml",
                "config -L loud",
                "handle one two",
                "replay",
                "replay --registry real f"
            })
    void whatNobodyUnderstandsIsExitCodeTwoAndOneOrTwoLinesOfHelp(String line) {
        Program.Run run = program.run(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .hasSizeBetween(2, 3)
                .last()
                .asString()
                .endsWith("--help' says what there is.");
    }

    @Test
    void withoutACommandItSaysThatOneIsMissing() {
        Program.Run run = program.run();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("No command");
    }

    @Test
    void aDirectoryOfPluginsThatIsNotThereIsExitCodeTwoAndNamed() {
        Program.Run run = program.run("--plugins", directory + "/none", "plugins");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--plugins").contains("/none");
    }

    @Test
    void peopleOnATerminalGetATableAndProgramsGetJson() throws Exception {
        String event = program.file("event.json", EVENT).toString();

        assertThat(program.run(new Terminal(true, 80, false), "handle", event).out())
                .startsWith("CLIENT");
        assertThat(program.run(new Terminal(true, 80, false), "-o", "json", "handle", event)
                        .result()
                        .get("client")
                        .asText())
                .isEqualTo("web-1");
        assertThat(program.run("handle", event).result().get("client").asText()).isEqualTo("web-1");
    }
}
