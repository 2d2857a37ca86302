package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --serve}: the daemon, tried without AWS and without a configuration. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class ServedDemoIT {

    private static final Pattern EVENT =
            Pattern.compile("curl -sS '(?<url>\\S+)' --data-binary \\\\\n +'(?<body>\\{.*})'");
    private static final Pattern QUESTION = Pattern.compile("curl -sS (?<url>http\\S+)");

    @TempDir
    private Path directory;

    @Test
    void whatItTellsPeopleToSendIsHandledAndWhatItTellsThemToAskIsAnswered() throws Exception {
        try (RunningDaemon daemon =
                Installation.bare(directory).with("-o", "table").startDemo()) {
            String told = daemon.textUpTo("Ctrl-C");

            Map<String, String> fates = EVENT.matcher(told)
                    .results()
                    .map(event -> sent(daemon, event.group(1), event.group(2)))
                    .collect(Collectors.toMap(
                            result -> result.get("client").asText(),
                            result -> result.get("action").asText()));
            assertThat(fates).containsOnly(Map.entry("web-1", "kept"), Map.entry("web-3", "deregistered"));

            List<String> asked = QUESTION.matcher(told)
                    .results()
                    .map(question -> path(daemon, question.group(1)))
                    .toList();
            assertThat(asked).containsExactly("/clients", "/results", "/health");
            assertThat(daemon.json("/clients").findValuesAsText("name")).containsExactly("web-1");
            assertThat(daemon.json("/results")).hasSize(2);
            assertThat(daemon.json("/health").get("healthy").asBoolean()).isTrue();

            daemon.signal("TERM");
            assertThat(daemon.exitCode()).isZero();
        }
    }

    private static JsonNode sent(RunningDaemon daemon, String url, String body) {
        try {
            return RunningDaemon.JSON
                    .readTree(daemon.post(path(daemon, url), body).body())
                    .get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String path(RunningDaemon daemon, String url) {
        Matcher own = Pattern.compile(
                        "http://" + Pattern.quote(daemon.ready().get("http").asText()) + "(/.*)")
                .matcher(url);
        assertThat(own.matches()).as(url).isTrue();
        return own.group(1);
    }
}
