package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sensuhost.host.OpenFiles;
import io.sensuhost.host.status.Logged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a copy that cannot be made: nothing. */
class FailedCopyTest {

    @TempDir
    private Path original;

    private long before;

    @BeforeEach
    void count() throws IOException {
        before = copies();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void ofAJarThatIsNotThere() {
        assertThatIOException()
                .isThrownBy(() -> PrivateCopy.ofFile(original.resolve("none.jar")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void ofADirectoryWithAJarThatCannotBeRead() throws IOException {
        Files.createSymbolicLink(original.resolve("loop.jar"), Path.of("loop.jar"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PrivateCopy.of(original))
                .withMessageStartingWith("The plugins of " + original + " cannot be copied to ")
                .withMessageContaining("loop.jar");
    }

    @Test
    void aJarThatIsTakenAwayMeanwhileIsLeftOutAndToldOf() throws IOException {
        Files.createSymbolicLink(original.resolve("gone.jar"), Path.of("gone"));
        Files.writeString(original.resolve("one.jar"), "a jar");
        try (Logged log = Logged.by(PrivateCopy.class);
                PrivateCopy copy = PrivateCopy.of(original)) {
            assertThat(copy.directory().resolve("one.jar")).hasContent("a jar");
            assertThat(log.lines())
                    .containsExactly(original.resolve("gone.jar") + " was taken away before it could be copied");
        }
    }

    /** Each is locked through an open file for as long as it is in use. */
    private static long copies() throws IOException {
        return OpenFiles.matching(".*/sensu-host-plugins-[^/]*/in-use( \\(deleted\\))?");
    }
}
