package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page has the attributes of scope {@code host} that are read, and no others. */
final class ConfigurationPageTest {

    private static final String READ = "(?<!root\\.)\\b(?:get|list|find|object|demand)\\(\\s*\"(\\w+)\"";
    private static final Set<String> OBJECTS = Set.of("registry", "deregistration_guard", "tcp", "http");

    @ParameterizedTest
    @CsvSource({
        "HostSettings, ''",
        "RegistrySettings, registry.",
        "GuardSettings, deregistration_guard.",
        "TcpSettings, tcp.",
        "HttpSettings, http.",
    })
    void itHasWhatIsReadAndNothingElse(String settings, String prefix) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/sensuhost/host/config", settings + ".java"));
        Set<String> read = found(READ, source);
        read.removeAll(OBJECTS);

        String page = Files.readString(Path.of("../docs/configuration.md"));
        String names = found("(?m)^\\| (`[^|]+) \\|", page.substring(page.indexOf("## Scope `host`")))
                .toString();
        assertThat(found("`" + Pattern.quote(prefix) + "(\\w+)`", names))
                .isNotEmpty()
                .isEqualTo(read);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
