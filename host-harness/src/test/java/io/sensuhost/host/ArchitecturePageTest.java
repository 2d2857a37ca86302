package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page and its picture call by the names of classes are classes. */
final class ArchitecturePageTest {

    private static final Path HOME = Path.of("..");
    private static final Set<String> OF_THE_JDK = Set.of("CompletionStage");

    @Test
    void theClassesOfThePageExist() throws IOException {
        assertThat(found("`([A-Z][a-z][A-Za-z0-9]+)`", "architecture.md"))
                .hasSizeGreaterThan(30)
                .isSubsetOf(classes());
    }

    @Test
    void theClassesOfThePictureExist() throws IOException {
        assertThat(found("class=\"type\"[^>]*>([^<]+)<", "architecture.svg"))
                .hasSizeGreaterThan(10)
                .isSubsetOf(classes());
    }

    private static Set<String> found(String pattern, String page) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(HOME.resolve("docs").resolve(page)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = Stream.concat(
                        Stream.of("plugin-api", "ec2-integration", "host-harness")
                                .flatMap(ArchitecturePageTest::sources),
                        OF_THE_JDK.stream())
                .collect(Collectors.toSet());
        assertThat(classes).hasSizeGreaterThan(200);
        return classes;
    }

    private static Stream<String> sources(String module) {
        try (Stream<Path> files = Files.walk(HOME.resolve(module))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
