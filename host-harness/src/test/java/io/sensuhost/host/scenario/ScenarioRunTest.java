package io.sensuhost.host.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.host.Outcome;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScenarioRunTest {

    @TempDir
    private Path directory;

    private final Plugins plugins = Plugins.load(
            new PluginSources(Path.of("no-plugins-directory"), List.of(), List.of(new DecommissionsFactory())));

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void whatIsAsExpectedHasPassed() throws Exception {
        Report report = run("""
                {"about": "Of two machines one goes",
                 "configuration": {"decommissions": {"gone": ["web-2"]}},
                 "clients": [{"name": "web-3"}],
                 "events": [
                   {"client": {"name": "web-1"}, "expect": {"action": "kept", "reason": "nothing"}},
                   {"client": {"name": "web-2"}, "expect": {"action": "deregistered"}}],
                 "expect": {"registered": ["web-1", "web-3"], "deregistered": ["web-2"]}}
                """);

        assertThat(report.differences()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.about()).isEqualTo("Of two machines one goes");
        assertThat(report.name()).endsWith("scenario.json");
        assertThat(report.outcomes())
                .extracting(outcome -> outcome.result().code())
                .containsExactly("not_gone", "decommissioned");
    }

    @Test
    void whatIsNotAsExpectedIsNamedWithItsEvent() throws Exception {
        Report report = run("""
                {"configuration": {"decommissions": {"gone": ["web-2"]}},
                 "events": [
                   {"client": {"name": "web-1"}, "expect": {"action": "kept"}},
                   {"client": {"name": "web-2"}, "expect": {"client": "web-3"}}]}
                """);

        assertThat(report.passed()).isFalse();
        assertThat(report.differences()).containsExactly(new Difference("event 2, web-2", "client", "web-3", "web-2"));
    }

    @Test
    void whoIsRegisteredInTheEndIsComparedToo() throws Exception {
        Report report = run("""
                {"configuration": {"decommissions": {"gone": ["web-2"]}},
                 "events": [{"client": {"name": "web-1"}}, {"client": {"name": "web-2"}}],
                 "expect": {"registered": ["web-2"], "deregistered": ["web-1"]}}
                """);

        assertThat(report.differences())
                .containsExactly(
                        new Difference("registry", "web-2", "registered", "not registered"),
                        new Difference("registry", "web-1", "deregistered", "still registered"));
    }

    @Test
    void eachOutcomeIsToldAsItIsThere() throws Exception {
        ConcurrentLinkedQueue<Outcome> told = new ConcurrentLinkedQueue<>();
        try (ScenarioRun run = ScenarioRun.of(file("""
                {"configuration": {"decommissions": {"gone": []}},
                 "events": [{"client": {"name": "web-1"}}, {"client": {"name": "web-2"}}]}
                """))) {
            Report report = run.run(plugins, told::add);

            assertThat(told).containsExactlyInAnyOrderElementsOf(report.outcomes());
            assertThat(told)
                    .extracting(outcome -> outcome.event().orElseThrow().id())
                    .containsExactlyInAnyOrder("event-1", "event-2");
        }
    }

    @Test
    void aMistakeInTheConfigurationIsNamed() {
        assertInvalid(() -> run("""
                {"configuration": {"decommissions": {"gone": 7}}, "events": [{"client": {"name": "web-1"}}]}
                """), "scenario.json: configuration: decommissions.gone: must be");
    }

    @Test
    void aMistakeInAnEventIsNamed() {
        assertInvalid(
                () -> run("{\"configuration\": {\"decommissions\": {}}, \"events\": [{\"client\": 7}]}"),
                "scenario.json: event-1: client");
    }

    @Test
    void aMistakeInTheWorldIsNamed() {
        assertInvalid(
                () -> ScenarioRun.of(file("{\"world\": {\"instances\": 7}, \"events\": [{}]}")),
                "scenario.json: world: instances");
    }

    @Test
    void theConfigurationPointsToTheEmulators() throws Exception {
        try (ScenarioRun run = ScenarioRun.of(file("""
                {"configuration": {"ec2": {"endpoint": "http://127.0.0.1:1"}, "inventory": {"url": "${http}/nodes", "aws": "${aws}"}},
                 "http": [{"path": "/nodes", "body": "here"}],
                 "events": [{}]}
                """))) {
            String configuration = run.configuration();

            assertThat(configuration)
                    .contains("\"ec2\":{\"endpoint\":\"http://127.0.0.1:1\",\"sts_endpoint\":\"" + run.awsUrl() + "\"}")
                    .contains("\"aws\":\"" + run.awsUrl() + "\"");
            assertThat(get(configuration.replaceAll(".*\"url\":\"([^\"]+)\".*", "$1")))
                    .isEqualTo("here");
        }
    }

    @Test
    void aConfigurationWithoutEc2GetsNone() throws Exception {
        try (ScenarioRun run = ScenarioRun.of(file("{\"events\": [{}]}"))) {
            assertThat(run.configuration()).isEqualTo("{}");
        }
    }

    @Test
    void theFaultsAreSwitchedOn() throws Exception {
        try (ScenarioRun run = ScenarioRun.of(
                file("{\"faults\": [{\"error\": {\"status\": 500, \"code\": \"Mine\"}}], \"events\": [{}]}"))) {
            assertThat(get(run.awsUrl())).contains("<Code>Mine</Code>");
        }
    }

    @Test
    void afterwardsNoEmulatorAnswers() throws Exception {
        ScenarioRun run = ScenarioRun.of(file("""
                {"configuration": {"inventory": {"aws": "${aws}", "http": "${http}"}}, "events": [{}]}
                """));
        Matcher urls = Pattern.compile("http://127[^\"]+").matcher(run.configuration());
        run.close();

        assertThat(urls.results().map(MatchResult::group))
                .hasSize(2)
                .allSatisfy(url -> assertThatThrownBy(() -> get(url)).isInstanceOf(IOException.class));
    }

    @Test
    void theDemoHasAConfigurationForTheEmulatedAws() {
        try (ScenarioRun run = ScenarioRun.ofDemo()) {
            assertThat(run.configuration()).contains("\"endpoint\":\"" + run.awsUrl() + "\"");
        }
    }

    private Report run(String scenario) throws Exception {
        try (ScenarioRun run = ScenarioRun.of(file(scenario))) {
            return run.run(plugins, outcome -> {});
        }
    }

    private static void assertInvalid(ThrowingCallable what, String message) {
        assertThatExceptionOfType(InvalidScenario.class).isThrownBy(what).withMessageContaining(message);
    }

    private Path file(String scenario) throws IOException {
        return Files.writeString(directory.resolve("scenario.json"), scenario);
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
