package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.plugins.PluginJar;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.status.Logged;
import io.sensuhost.host.status.Meters;
import io.sensuhost.host.status.PrometheusMeters;
import io.sensuhost.host.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GenerationsTest {

    private static final String GREETS = "return CompletableFuture.completedFuture("
            + "Result.handled(\"greeted\", \"greeted\", context.settings().text(\"greeting\")));";

    @TempDir
    private static Path built;

    private static Path greeter;

    @TempDir
    private Path directory;

    private Path plugins;
    private long before;
    private final SystemClock clock = new SystemClock();

    @BeforeAll
    static void build() throws IOException {
        greeter = PluginJar.integration("greeter", GREETS).in(built, "greeter.jar");
    }

    @BeforeEach
    void onePlugin() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.copy(greeter, plugins.resolve("greeter.jar"));
        before = copies();
    }

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void eventsGoToTheNewestGeneration() throws Exception {
        configure("{\"greeter\": {\"greeting\": \"good morning\"}}");
        try (Generations generations = launch()) {
            assertThat(greeting(generations)).isEqualTo("good morning");

            configure("{\"greeter\": {\"greeting\": \"good night\"}}");
            generations.reload();

            assertThat(greeting(generations)).isEqualTo("good night");
            assertThat(generations.current().number()).isEqualTo(2);
            assertThat(generations.lastRefusal()).isEmpty();
        }
    }

    @Test
    void anInvalidConfigurationIsRefusedAndTheOldOneGoesOn() throws Exception {
        configure("{\"greeter\": {\"greeting\": \"good morning\"}}");
        try (Generations generations = launch()) {
            configure("{\"greeter\": {\"greeting\": 42}}");
            generations.reload();

            assertThat(greeting(generations)).isEqualTo("good morning");
            assertThat(generations.current().number()).isEqualTo(1);
            assertThat(generations.lastRefusal().orElseThrow())
                    .startsWith("the configuration is not valid: ")
                    .contains("greeter.greeting");
        }
    }

    @Test
    void aBrokenPluginIsRefusedAndTheOldOneGoesOn() throws Exception {
        configure("{\"greeter\": {}}");
        try (Generations generations = launch()) {
            Files.writeString(plugins.resolve("greeter.jar"), "no jar");
            generations.reload();

            assertThat(greeting(generations)).isEqualTo("hello");
            assertThat(generations.current().number()).isEqualTo(1);
            assertThat(generations.lastRefusal().orElseThrow()).contains("greeter.jar");
        }
    }

    @Test
    void aScopeThatIsGoneIsRefusedWhileItsPluginIsThereAndTheOldOneGoesOn() throws Exception {
        configure("{\"greeter\": {}}");
        try (Generations generations = launch()) {
            configure("{\"greeeter\": {}}");
            assertThat(generations.reload()).isFalse();

            assertThat(greeting(generations)).isEqualTo("hello");
            assertThat(generations.lastRefusal().orElseThrow()).contains("no scope greeter any more", "put it back");

            Files.delete(plugins.resolve("greeter.jar"));
            assertThat(generations.reload()).isTrue();
        }
    }

    @Test
    void aReloadThatSucceedsEndsTheLastRefusal() throws Exception {
        configure("{\"greeter\": {}}");
        try (Generations generations = launch()) {
            configure("{");
            generations.reload();
            assertThat(generations.lastRefusal()).isPresent();

            configure("{\"greeter\": {}}");
            generations.reload();

            assertThat(generations.lastRefusal()).isEmpty();
        }
    }

    @Test
    void aFirstConfigurationThatIsInvalidStartsNothing() throws Exception {
        configure("{");

        assertThatThrownBy(this::launch)
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems()).isNotEmpty());
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void onlyTheNewestGenerationKeepsACopyOfItsPlugins() throws Exception {
        configure("{\"greeter\": {}}");
        try (Generations generations = launch()) {
            assertThat(copies()).isEqualTo(before + 1);
            assertThat(generations.reload()).isTrue();
            assertThat(copies()).isEqualTo(before + 1);

            configure("{\"greeeter\": {}}");
            assertThat(generations.reload()).isFalse();
            assertThat(copies()).isEqualTo(before + 1);
        }
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void aSummaryIsOfTheNewestGeneration() throws Exception {
        configure("{\"greeter\": {}}");
        try (Generations generations = launch()) {
            assertThat(generations.summary()).startsWith("integrations: greeter 1.2.3; ");
            configure("{\"greeter\": {\"dry_run\": true}}");
            generations.reload();

            assertThat(generations.summary()).startsWith("integrations: greeter 1.2.3 in dry run; ");
        }
    }

    @Test
    void eachGenerationGetsReadyAndIsClosedWhenItIsReplacedOrRefused() throws Exception {
        configure("{\"greeter\": {}, \"door\": {}}");
        List<String> said = new CopyOnWriteArrayList<>();
        FakeFactory door = FakeFactory.named("door").creating(context -> new Door(said));
        try (Generations generations = launch(Meters.unwatched(), door);
                Logged log = Logged.by(Generation.class)) {
            generations.warmUp();
            assertThat(said).containsExactly("ready");
            generations.reload();
            assertThat(said).containsExactly("ready", "ready", "closed");

            configure("{\"door\": {}}");
            assertThat(generations.reload()).isFalse();
            assertThat(said).containsExactly("ready", "ready", "closed", "closed");
            assertThat(log.lines()).isEmpty();
        }
        assertThat(said).containsExactly("ready", "ready", "closed", "closed", "closed");
    }

    @Test
    void whereTheFirstDidNotGetReadyTheNextDoesNotEither() throws Exception {
        configure("{\"door\": {}}");
        List<String> said = new CopyOnWriteArrayList<>();
        FakeFactory door = FakeFactory.named("door").creating(context -> new Door(said));
        try (Generations generations = launch(Meters.unwatched(), door)) {
            assertThat(generations.reload()).isTrue();
            assertThat(said).containsExactly("closed");
        }
    }

    @Test
    void theGuardThatIsShownIsThatOfTheNewestGeneration() throws Exception {
        PrometheusMeters meters = new PrometheusMeters();
        configure("{\"greeter\": {}, \"host\": {\"deregistration_guard\": {\"min_allowed\": 3}}}");
        try (Generations generations = launch(meters)) {
            assertThat(meters.text()).contains("host_deregistration_guard_left 3.0");

            configure("{\"greeter\": {}, \"host\": {\"deregistration_guard\": {\"min_allowed\": 4}}}");
            generations.reload();

            assertThat(meters.text()).contains("host_deregistration_guard_left 4.0");
        }
    }

    @Test
    void theAuditGoesOnInANewFileWhateverBecomesOfTheReloadAndAMistakeOnTheWayIsRefused() throws Exception {
        String configuration = "{\"greeter\": {}, \"api\": {\"host\": \"127.0.0.1\", \"port\": 1},"
                + " \"host\": {\"state_dir\": \"%s\"}}";
        Path state = directory.resolve("state");
        configure(configuration.formatted(state));
        try (Generations generations = launch()) {
            Files.move(state.resolve("audit.jsonl"), state.resolve("audit.jsonl.1"));
            configure(configuration.formatted(Files.writeString(directory.resolve("file"), "no directory")));

            assertThat(generations.reload()).isFalse();

            assertThat(state.resolve("audit.jsonl")).exists();
            assertThat(generations.lastRefusal().orElseThrow())
                    .contains(directory.resolve("file").toString());
        }
        assertThat(OpenFiles.to(state.resolve("audit.jsonl"))).isZero();
    }

    private record Door(List<String> said) implements Integration {

        @Override
        public CompletionStage<Result> handle(Event event) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> warmUp() {
            said.add("ready");
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            said.add("closed");
        }
    }

    /** Each is locked through an open file for as long as it is in use. */
    private static long copies() throws IOException {
        return OpenFiles.matching(".*/sensu-host-plugins-[^/]*/in-use( \\(deleted\\))?");
    }

    private Generations launch() throws InvalidConfiguration {
        return launch(Meters.unwatched());
    }

    private Generations launch(Meters meters, IntegrationFactory... present) throws InvalidConfiguration {
        return Generations.launch(
                new HostLauncher(clock, Memory.lasting(clock), meters, meters.of("host")),
                clock,
                new PluginSources(plugins, List.of(), List.of(present)),
                () -> new ConfigurationSources(Map.of(), Optional.of(file()), List.of()),
                HostOptions.usual());
    }

    private static String greeting(Generations generations) throws Exception {
        Event event = EventBuilder.keepaliveOf("web-1").resolved().build();
        return generations
                .handle(event, Optional.of("greeter"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .get(0)
                .result()
                .reason();
    }

    private void configure(String json) throws IOException {
        Files.writeString(file(), json);
    }

    private Path file() {
        return directory.resolve("config.json");
    }
}
