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

/** The codes that the host itself gives, as its sources have them, are those on the page. */
final class ResultsPageTest {

    private static final Pattern GIVEN = Pattern.compile(
            "Result\\.(?:ignored|held|failed)\\(\\s*\"([a-z_]+)\"" + "|Result\\.handled\\(\\s*[^,]+,\\s*\"([a-z_]+)\"");

    @Test
    void everyCodeOfTheHostIsExplained() throws IOException {
        String page = Files.readString(Path.of("../docs/results.md"));
        Set<String> given = given();

        assertThat(given).contains("registry_failed", "client_already_gone", "no_such_handler", "host_bug");
        assertThat(given).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    private static Set<String> given() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(Files::isRegularFile)
                    .map(ResultsPageTest::text)
                    .flatMap(text -> GIVEN.matcher(text).results())
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
