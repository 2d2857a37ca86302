package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sensu-host-prepare} makes, who uses it, and what becomes of it where it does not fit. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class PrepareIT {

    private static final Path BUILT = Path.of(System.getProperty("sensu-host.home"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private static Path home;

    private static Ended prepared;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() throws Exception {
        copyTo(home);
        prepared = run(JAVA, "", home.resolve("bin/sensu-host-prepare").toString());
    }

    private static void copyTo(Path target) throws IOException {
        for (String part : List.of("bin", "lib", "plugins")) {
            try (Stream<Path> files = Files.walk(BUILT.resolve(part))) {
                files.forEach(
                        file -> copy(file, target.resolve(BUILT.relativize(file).toString())));
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itSaysWhatItHasMadeAndLeavesNothingElse() throws IOException {
        assertThat(prepared.code()).as(prepared.err()).isZero();
        try (Stream<Path> cache = Files.list(home.resolve("cache"))) {
            assertThat(cache).containsExactly(archive(home));
        }
    }

    @Test
    void aCommandTakesTheClassesOfHostAndPluginFromIt() throws Exception {
        assertThat(fromArchive(JAVA, home))
                .contains("io.sensuhost.host.cli.Main", "io.sensuhost.ec2.Ec2IntegrationFactory");
    }

    @Test
    void oneThatIsDamagedIsPassedOverInSilence() throws Exception {
        copyTo(directory);
        Files.createDirectory(directory.resolve("cache"));
        Files.writeString(
                directory.resolve("cache").resolve(archive(home).getFileName().toString()), "no archive");

        assertThat(fromArchive(JAVA, directory)).isEmpty();
    }

    @Test
    void anotherJavaPassesItOverInSilence() throws Exception {
        Optional<Path> other = otherJava();
        assumeThat(other).as("another Java beside " + JAVA).isPresent();
        assertThat(fromArchive(other.orElseThrow(), home)).isEmpty();
    }

    @Test
    @Tag("heavy")
    void oneThatAnotherJavaHasMadeIsPassedOverInSilence() throws Exception {
        Optional<Path> other = otherJava();
        assumeThat(other).as("another Java beside " + JAVA).isPresent();

        copyTo(directory);
        run(other.orElseThrow(), "", directory.resolve("bin/sensu-host-prepare").toString());
        assertThat(archive(directory)).isRegularFile();
        assertThat(fromArchive(JAVA, directory)).isEmpty();
    }

    private static Path archive(Path home) throws IOException {
        try (Stream<Path> cache = Files.list(home.resolve("cache"))) {
            return cache.findFirst().orElseThrow();
        }
    }

    /** A Java of another version, where they are installed side by side. */
    private static Optional<Path> otherJava() throws IOException {
        try (Stream<Path> installed = Files.list(JAVA.toRealPath().getParent())) {
            return installed
                    .filter(java -> Files.isExecutable(java.resolve("bin/javac")))
                    .filter(java -> !release(java).equals(release(JAVA)))
                    .findFirst();
        }
    }

    private static String release(Path java) {
        try (Stream<String> lines = Files.lines(java.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The product's own classes that a command takes from an archive; it must work and say nothing else. */
    private List<String> fromArchive(Path java, Path home) throws Exception {
        Path classes = directory.resolve("classes.log");
        Ended ended = run(
                java,
                "-Xlog:class+load:file=" + classes,
                home.resolve("bin/sensu-host").toString(),
                "-o",
                "json",
                "plugins");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(Program.JSON.readTree(ended.out())).isNotEmpty();
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains("source: shared objects file"))
                    .map(line -> line.replaceFirst("^(\\[[^]]*\\])* *(\\S+) .*", "$2"))
                    .filter(name -> name.startsWith("io.sensuhost."))
                    .toList();
        }
    }

    private static Ended run(Path java, String options, String... command) throws Exception {
        Path out = Files.createTempFile("sensu-host-prepare", ".out");
        Path err = Files.createTempFile("sensu-host-prepare", ".err");
        try {
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            process.environment().put("JAVA_HOME", java.toString());
            process.environment().put("SENSU_HOST_JAVA_OPTS", options);
            int code = process.start().waitFor();
            return new Ended(code, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private record Ended(int code, String out, String err) {}
}
