package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alerts watch metrics that there are, and codes that there are, and the page tells of each alert. */
final class MetricsPageTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:sensu_host|ec2)_[a-z0-9_]+?)(?:_bucket|_sum|_count)?\\b");

    @Test
    void eachAlertIsOnThePageAndEachOnThePageIsOne() throws IOException {
        assertThat(found("(?m)^\\| `(SensuHost\\w+)`", page()))
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(alert -> alert.get("alert").toString())
                        .toList());
    }

    @Test
    void eachMetricThatAnAlertWatchesIsOneThatIsShown() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            Set<String> watched = metrics(alert.get("expr").toString());
            assertThat(watched).as(alert.toString()).isNotEmpty();
            assertThat(shown()).containsAll(watched);
        });
    }

    @Test
    void eachCodeThatAnAlertWatchesIsOneThatThereIs() throws IOException {
        Set<String> codes = found("(?m)^\\| `([a-z_]+)` \\|", Files.readString(DOCS.resolve("troubleshooting.md")));
        Stream<String> watched = found("code=~\"([^\"]+)\"", Files.readString(DOCS.resolve("alerts.yml"))).stream()
                .flatMap(any -> Stream.of(any.split("\\|")));

        assertThat(watched).isNotEmpty().allSatisfy(code -> assertThat(codes).anyMatch(known -> known.matches(code)));
    }

    @Test
    void eachMetricThatAnyPageNamesIsOneThatIsShown() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Set<String> named = found("`((?:sensu_host|ec2)_[a-z_]+)[`{]", Files.readString(page));
                named.removeAll(Set.of("ec2_states", "ec2_state_reasons", "ec2_node"));
                assertThat(shown()).as(page.toString()).containsAll(named);
            }
        }
    }

    @Test
    void thoseOfRabbitmqAreWhatTheIntakeCounts() throws IOException {
        Set<String> counted = new HashSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/sensuhost/host/intake/rabbitmq"))) {
            for (Path source : sources.toList()) {
                counted.addAll(found("\"(rabbitmq_\\w+)\"", Files.readString(source)));
            }
        }

        assertThat(found("(?m)^\\| `sensu_host_(rabbitmq_\\w+?)(?:_total)?`", page()))
                .isEqualTo(counted);
    }

    private static Set<String> shown() throws IOException {
        Set<String> shown = found("(?m)^\\| `(sensu_host_\\w+)`", page());
        for (String name : found("(?m)^\\| `(ec2_\\w+)`", Files.readString(DOCS.resolve("reference/ec2.md")))) {
            shown.add(name);
            shown.add(name + "_total");
        }
        return shown;
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml().load(Files.readString(DOCS.resolve("alerts.yml")));
        return file.get("groups").get(0).get("rules");
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("metrics.md"));
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
