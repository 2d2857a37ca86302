package io.sensuhost.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The files that this process has open, on systems that show them. */
public final class OpenFiles {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** How many of them there are at a path. */
    public static long to(Path file) throws IOException {
        return matching(Pattern.quote(file.toString()));
    }

    /** How many of them have a path of this form. */
    public static long matching(String path) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS));
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(descriptor -> target(descriptor).matches(path)).count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // It has been closed since it was listed.
            return "";
        }
    }
}
