package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.OpenFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PrivateCopyTest {

    @TempDir
    private Path original;

    private Process other;
    private Path copyOfOther;

    @BeforeEach
    void anotherProcessHasACopy() throws IOException {
        Files.writeString(original.resolve("one.jar"), "a jar");
        other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        original.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
        copyOfOther = Path.of(said.lines()
                .filter(line -> line.startsWith(Other.COPY))
                .findFirst()
                .orElseThrow()
                .substring(Other.COPY.length()));
    }

    @AfterEach
    void end() {
        other.destroyForcibly();
    }

    @Test
    void theCopyOfAProcessThatWasKilledGoesWhenTheNextIsMade() throws Exception {
        other.destroyForcibly().waitFor();
        assertThat(copyOfOther.resolve("one.jar")).exists();

        PrivateCopy.of(original).close();

        assertThat(copyOfOther).doesNotExist();
    }

    @Test
    void theCopyOfAProcessThatLivesStays() throws IOException {
        PrivateCopy.of(original).close();

        assertThat(copyOfOther.resolve("one.jar")).exists();
        assertThat(OpenFiles.to(copyOfOther.resolve("in-use"))).isZero();
    }

    @Test
    void aProcessMayHaveSeveralAndKeepsThemFromOthers() throws Exception {
        PrivateCopy first = PrivateCopy.of(original);
        PrivateCopy.of(original).close();
        assertThat(first.directory().resolve("one.jar")).exists();

        assertThat(other.isAlive()).isTrue();
        other.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
        assertThat(other.waitFor()).isZero();

        assertThat(first.directory().resolve("one.jar")).exists();
        first.close();
        assertThat(first.directory()).doesNotExist();
    }

    @Test
    void severalThatAreMadeAtOnceSweepOneAfterTheOther() throws Exception {
        for (int left = 0; left < 300; left++) {
            Path copy = Files.createTempDirectory("sensu-host-plugins-");
            Files.createFile(copy.resolve("in-use"));
        }

        List<CompletableFuture<Void>> made = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> PrivateCopy.of(original).close()))
                .limit(4)
                .toList();

        assertThat(made).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofMinutes(1)));
    }

    /** Has a copy, and makes another one and ends when it is told to. */
    static final class Other {

        static final String COPY = "copy: ";

        private Other() {}

        public static void main(String[] args) throws IOException {
            Path original = Path.of(args[0]);
            PrivateCopy copy = PrivateCopy.of(original);
            System.out.println(COPY + copy.directory());
            System.in.read();
            PrivateCopy.of(original).close();
            copy.close();
        }
    }
}
