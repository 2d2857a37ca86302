package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page has each code that a result can have, those of the host and those that the EC2 integration declares. */
final class TroubleshootingPageTest {

    private static final Path DOCS = Path.of("../docs");

    private static final Pattern GIVEN = Pattern.compile("Result\\.(?:ignored|held|failed)\\(\\s*\"(?<code>[a-z_]+)\"");
    private static final Pattern GIVEN_WITH_AN_ACTION =
            Pattern.compile("Result\\.handled\\(\\s*[^,]+,\\s*\"(?<code>[a-z_]+)\"");
    private static final Pattern GIVEN_FOR_A_KIND = Pattern.compile("case [A-Z_]+ -> \"(?<code>[a-z_]+)\"");
    private static final Pattern FIRST_IN_ITS_LINE = Pattern.compile("(?m)^\\| `(?<code>[a-z_]+)` \\|");

    @Test
    void everyCodeIsExplainedAndNoneThatThereIsNot() throws IOException {
        String reference = Files.readString(DOCS.resolve("reference/ec2.md"));
        String declared = reference.substring(reference.indexOf("## Codes"), reference.indexOf("## Metrics"));

        Set<String> codes = ofTheHost();
        assertThat(codes).contains("registry_failed", "client_already_gone", "access_denied", "foreign_namespace");
        codes.addAll(found(FIRST_IN_ITS_LINE, declared).collect(Collectors.toSet()));

        assertThat(found(FIRST_IN_ITS_LINE, Files.readString(DOCS.resolve("troubleshooting.md"))))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    private static Set<String> ofTheHost() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            Stream<String> given = sources.filter(Files::isRegularFile)
                    .map(TroubleshootingPageTest::text)
                    .flatMap(text -> Stream.of(GIVEN, GIVEN_WITH_AN_ACTION, GIVEN_FOR_A_KIND)
                            .flatMap(pattern -> found(pattern, text)));
            Stream<String> ofTheRegistry =
                    Arrays.stream(RegistryException.Kind.values()).map(RegistryException.Kind::code);
            return Stream.concat(given, ofTheRegistry).collect(Collectors.toSet());
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
