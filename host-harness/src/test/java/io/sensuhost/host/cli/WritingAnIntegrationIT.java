package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide for authors, followed to the letter in an empty directory. */
@Tag("slow")
final class WritingAnIntegrationIT {

    /** What this build has done in its own way, and an author does once. */
    private static final String ONCE = """
            mvn install -DskipTests
            export PATH=$PWD/host-harness/target/sensu-host/bin:$PATH
            """;

    @TempDir
    private static Path directory;

    private static Guide guide;
    private static AuthorsMachine machine;
    private static AuthorsMachine.Ended ended;

    @BeforeAll
    static void follow() throws Exception {
        guide = Guide.read(Path.of("../docs/writing-an-integration.md"));
        machine = AuthorsMachine.in(directory);
        List<String> commands = guide.in("sh");
        ended = machine.run(commands.subList(1, commands.size()));
    }

    @Test
    void itsCommandsGenerateBuildLoadAndRunAnIntegration() {
        assertThat(guide.in("sh").get(0)).isEqualTo(ONCE);
        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).containsPattern("Tests run: \\d+, Failures: 0, Errors: 0, Skipped: 0\\R");
    }

    @Test
    void itsCommandsPrintWhatItShows() {
        List<String> printed = ended.out().lines().map(Guide::words).toList();

        assertThat(printed)
                .containsAll(guide.in("text").stream()
                        .flatMap(String::lines)
                        .map(Guide::words)
                        .toList());
    }

    @Test
    void itsSnippetsAreCutFromWhatIsGenerated() throws Exception {
        String generated = project(ended.work());

        assertThat(guide.in("java", "json", "xml"))
                .hasSizeGreaterThan(10)
                .allSatisfy(snippet -> assertThat(generated).contains(Guide.words(snippet)));
        assertThat(guide.blocks()).extracting(Guide.Block::language).containsOnly("sh", "text", "java", "json", "xml");
    }

    @Test
    void anIntegrationOfAnotherNameHasClassesOfThatName() throws Exception {
        String command = guide.in("sh").get(1).replaceAll("(?m)^cd .*\\R", "");
        AuthorsMachine.Ended other =
                machine.run(List.of(command.replace("-Dintegration=inventory", "-Dintegration=puppet-db")));

        assertThat(other.code()).as(other.out()).isZero();
        assertThat(project(other.work()))
                .contains(
                        "public final class PuppetDbFactory",
                        "NAME = \"puppet-db\"",
                        "<Plugin-Id>puppet-db</Plugin-Id>")
                .contains("final class PuppetDbContractTest", "{ \"puppet-db\": {\"endpoint\": \"${http}/nodes\"} }")
                .doesNotContain("${Integration}", "${integration}");
    }

    /** All files of a project but those that are built, one after the other. */
    private static String project(Path work) throws IOException {
        Path project = work.resolve("inventory-integration");
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.startsWith(project.resolve("target")))
                    .map(WritingAnIntegrationIT::words)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String words(Path file) {
        try {
            return Guide.words(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
