package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories that are missing, refused, or not what their names say; the others are read all the same. */
class UnreadableSourcesTest {

    @TempDir
    Path temp;

    private SensuFiles files;

    @BeforeEach
    void writeOneGoodFile() {
        files = new SensuFiles(temp).file("conf.d/a.json", "{\"x\":1}");
    }

    @Test
    void aMissingMainFileIsAWarning() {
        Configuration configuration = files.mainFile("config.json").load();

        assertThat(configuration.valid()).isTrue();
        assertThat(configuration.values()).isEqualTo(Map.of("x", 1));
        assertThat(configuration.problems())
                .singleElement()
                .hasToString(temp.resolve("config.json")
                        + ": warning: the main configuration file is missing; going on without it");
    }

    @Test
    void aMissingDirectoryIsAnError() {
        assertThatTheOnlyErrorIs("conf2.d", "no such directory", files.directory("conf2.d"));
    }

    @Test
    void aFileInThePlaceOfADirectoryIsAnError() {
        assertThatTheOnlyErrorIs(
                "conf.d/a.json", "a directory of configuration files is expected", files.directory("conf.d/a.json"));
    }

    @Test
    void aRefusedFileIsAnError() {
        assertThatTheOnlyErrorIs(
                "conf.d/b.json",
                "the file cannot be read: permission denied",
                files.file("conf.d/b.json", "{}").refuse("conf.d/b.json"));
    }

    @Test
    void aRefusedDirectoryIsAnError() {
        assertThatTheOnlyErrorIs(
                "conf.d/sub",
                "the directory cannot be read: permission denied",
                files.file("conf.d/sub/c.json", "{\"y\":1}").refuse("conf.d/sub"));
    }

    @Test
    void aDanglingLinkIsAnError() {
        assertThatTheOnlyErrorIs(
                "conf.d/dangling.json", "a link to nothing", files.link("conf.d/dangling.json", "../missing.json"));
    }

    @Test
    void aLinkToItselfIsAnError() {
        assertThatTheOnlyErrorIs("conf.d/loop.json", "a link to nothing", files.link("conf.d/loop.json", "loop.json"));
    }

    @Test
    void aDanglingLinkThatIsNoConfigurationFileIsNobodysBusiness() {
        assertThat(files.link("conf.d/current", "../missing").load().problems()).isEmpty();
    }

    @Test
    void aDirectoryWithTheNameOfAFileIsAnError() throws IOException {
        Files.createDirectory(temp.resolve("conf.d/d.json"));

        assertThatTheOnlyErrorIs("conf.d/d.json", "rename it", files);
    }

    @Test
    void aFileOfMoreThanSixteenMebibytesIsAnError() {
        String spaces = " ".repeat(ConfigurationLoader.MAX_FILE_SIZE + 1);

        assertThatTheOnlyErrorIs(
                "conf.d/big.json", "larger than 16777216 bytes", files.file("conf.d/big.json", spaces));
    }

    private void assertThatTheOnlyErrorIs(String file, String message, SensuFiles tree) {
        Configuration configuration = tree.load();

        assertThat(configuration.valid()).isFalse();
        assertThat(configuration.values()).isEqualTo(Map.of("x", 1));
        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).contains(temp.resolve(file).toString());
            assertThat(problem.message()).contains(message);
        });
    }
}
