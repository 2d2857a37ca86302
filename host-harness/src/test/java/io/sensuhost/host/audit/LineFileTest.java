package io.sensuhost.host.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {

    @TempDir
    private Path directory;

    @Test
    void onlyTheEndOfALongFileIsRead() throws IOException {
        try (LineFile file = new LineFile(path())) {
            for (String line : List.of("first", "second", "third")) {
                file.append(line);
            }

            assertThat(tail(file, 1000)).containsExactly("first", "second", "third");
            assertThat(tail(file, "second\nthird\n".length() + 1)).containsExactly("second", "third");
            assertThat(tail(file, "econd\nthird\n".length())).containsExactly("third");
            assertThat(tail(file, 0)).isEmpty();
        }
    }

    @Test
    void aDirectoryMayBeALink() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        try (LineFile file = new LineFile(link.resolve("lines"))) {
            file.append("one");
        }

        assertThat(Files.readAllLines(real.resolve("lines"))).containsExactly("one");
    }

    @Test
    void twoWhoHaveOpenedItDoNotSpoilEachOthersLines() throws IOException {
        try (LineFile one = new LineFile(path());
                LineFile other = new LineFile(path())) {
            for (int i = 0; i < 100; i++) {
                one.append("one");
                other.append("other");
            }
        }

        assertThat(Files.readAllLines(path())).hasSize(200).containsOnly("one", "other");
    }

    private static List<String> tail(LineFile file, long bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        file.readTail(bytes, lines::add);
        return lines;
    }

    private Path path() {
        return directory.resolve("lines");
    }
}
