package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrialHostTest {

    private static final Map<String, ?> SILENT =
            Map.of("client", Map.of("name", "web-1"), "check", Map.of("name", "keepalive", "status", 2));

    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Plugins plugins = Plugins.load(new PluginSources(
            Path.of("no-plugins-directory"),
            List.of(),
            List.of(FakeFactory.named("trial").creating(context -> new Integration() {
                @Override
                public CompletionStage<Result> handle(Event event) {
                    return CompletableFuture.completedFuture(Result.handled("kept", "well", "it runs"));
                }

                @Override
                public void close() {
                    closed.complete("closed");
                }
            }))));

    @AfterEach
    void close() {
        plugins.close();
    }

    @Test
    void anEventIsReadAndHandledAndItsClientIsKnownThen() throws Exception {
        try (TrialHost trial = TrialHost.start(plugins, "{\"trial\": {}}")) {
            List<Outcome> outcomes = trial.host()
                    .handle(trial.decoder().decodeTree(SILENT), Optional.of("trial"))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);

            assertThat(outcomes).extracting(outcome -> outcome.result().code()).containsExactly("well");
            assertThat(trial.host().clients(9).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .extracting(client -> client.name())
                    .containsExactly("web-1");
        }
        assertThat(closed).isCompleted();
    }

    @Test
    void itsClockStopsWithIt() throws Exception {
        TrialHost trial = TrialHost.start(plugins, "{\"trial\": {}}");
        CompletableFuture<Thread> timers = new CompletableFuture<>();
        trial.clock().after(Duration.ZERO, () -> timers.complete(Thread.currentThread()));
        Thread thread = timers.get(30, TimeUnit.SECONDS);

        trial.close();

        thread.join();
    }

    @Test
    void aMistakeInItsConfigurationIsSaid() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> TrialHost.start(plugins, "{\"trial\": {\"dry_run\": 7}}"))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.path()).contains("trial.dry_run")));
    }
}
