package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.FileUnusableException;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationLoader;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.registry.FakeSensuApi;
import io.sensuhost.host.registry.FakeSensuCore;
import io.sensuhost.host.registry.FakeSensuGo;
import io.sensuhost.host.status.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistriesTest {

    private static final String GUARD = "\"deregistration_guard\": {\"min_allowed\": 1, \"max_fraction\": 0}";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final FakeSensuCore sensu = new FakeSensuCore();

    @AfterEach
    void close() {
        sensu.close();
    }

    @Test
    void whereThereIsAScopeApiClientsAreDeletedThere() throws IOException {
        Event event = silent("web-1");

        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.brief(clock))) {
            assertThat(deregister(registries, event).code()).isEqualTo("instance_absent");
        }

        assertThat(sensu.requests())
                .containsExactly("GET /clients/web-1", "DELETE /clients/web-1?invalidate=true&invalidate_expire=120");
        assertThat(Files.readString(state().resolve("audit.jsonl"))).contains("\"what\":\"deregistered\"");
    }

    @Test
    void whereSensuGoIsNamedItsNamespaceIsAsked() throws Exception {
        try (FakeSensuGo go = new FakeSensuGo();
                Registries registries = open(
                        configuration("""
                                {"host": {"registry": {"type": "sensu_go", "url": "%s", "api_key": "k", "namespace": "west"},
                                          "state_dir": "%s"}}
                                """.formatted(go.url(), state())), HostOptions.usual(), Memory.brief(clock))) {
            registries.clients(1).toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(go.requests()).singleElement().asString().contains("/namespaces/west/entities");
        }
    }

    @Test
    void whereThereIsNoneTheyAreForgottenAndNothingIsWritten() throws IOException {
        try (Registries registries = open(
                configuration("{\"host\": {\"state_dir\": \"" + state() + "\"}}"),
                HostOptions.usual(),
                Memory.brief(clock))) {
            registries.seen(silent("web-1"));

            assertThat(deregister(registries, silent("web-1")).code()).isEqualTo("instance_absent");
        }

        assertThat(sensu.requests()).isEmpty();
        assertThat(state()).doesNotExist();
    }

    @Test
    void aDryRunOnlyLooksAndLeavesNoRecord() throws IOException {
        Event event = silent("web-1");

        try (Registries registries = open(usual(""), HostOptions.usual().dryRun(true), Memory.brief(clock))) {
            Result result = registries
                    .of("ec2", true)
                    .deregister(wish(event))
                    .toCompletableFuture()
                    .join();
            assertThat(result.code()).isEqualTo("dry_run");
        }

        assertThat(sensu.requests()).containsExactly("GET /clients/web-1");
        assertThat(state()).doesNotExist();
    }

    @Test
    void commandsThatEndShareOneBudgetAndRecordOnceWhoIsHeld() throws IOException {
        assertThat(inACommandOfItsOwn(silent("web-1"))).isEqualTo("instance_absent");
        Event second = silent("web-2");

        assertThat(inACommandOfItsOwn(second)).isEqualTo("deregistration_guard");
        assertThat(inACommandOfItsOwn(second)).isEqualTo("deregistration_guard");

        assertThat(audited()).containsExactly("deregistering", "deregistered", "held");
    }

    @Test
    void aCommandSaysWhatHelpsWhereNobodyCanReleaseAnyone() throws IOException {
        inACommandOfItsOwn(silent("web-1"));

        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.brief(clock))) {
            assertThat(deregister(registries, silent("web-2")).reason())
                    .contains("raise host.deregistration_guard.min_allowed")
                    .doesNotContain("POST");
        }
    }

    @Test
    void theWindowIsRebuiltFromTheAuditAfterARestart() throws IOException {
        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.lasting(clock))) {
            assertThat(deregister(registries, silent("web-1")).code()).isEqualTo("instance_absent");
        }

        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.lasting(clock))) {
            assertThat(deregister(registries, silent("web-2")).code()).isEqualTo("deregistration_guard");
            clock.advance(Duration.ofMinutes(10));
            assertThat(deregister(registries, silent("web-2")).code()).isEqualTo("instance_absent");
        }
    }

    @Test
    void theTimeOfTheConfigurationIsThatOfOneDeregistration() throws Exception {
        sensu.always(FakeSensuApi.Misbehaviour.hanging());

        try (Registries registries =
                open(usual(", \"registry\": {\"timeout\": 3}"), HostOptions.usual(), Memory.brief(clock))) {
            var result = registries
                    .of("ec2", false)
                    .deregister(wish(silent("web-1")))
                    .toCompletableFuture();
            sensu.awaitRequests(1);
            clock.advance(Duration.ofSeconds(3));

            assertThat(result.get(30, TimeUnit.SECONDS).reason()).contains("not within 3 s");
        }
    }

    @Test
    void aStateDirectoryThatCannotBeUsedIsSaidToBeSoAndNothingStaysOpen() throws IOException {
        Files.writeString(state(), "a file");
        Path audit = directory.resolve("elsewhere.jsonl");
        Configuration configuration = usual(", \"audit_file\": \"" + audit + "\"");

        assertThatThrownBy(() -> open(configuration, HostOptions.usual(), Memory.brief(clock)))
                .isInstanceOf(FileUnusableException.class)
                .hasMessageContaining("the state directory " + state());

        assertThat(OpenFiles.to(audit)).isZero();
    }

    @Test
    void whatIsClosedKeepsNeitherTheAuditNorSensu() throws IOException {
        Registries registries = open(usual(""), HostOptions.usual(), Memory.brief(clock));
        assertThat(OpenFiles.to(state().resolve("audit.jsonl"))).isPositive();

        registries.close();

        assertThat(OpenFiles.to(state().resolve("audit.jsonl"))).isZero();
        assertThat(registries.clients(1).toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aHoldEndsWithTheCheckThatHasLedToItOrWithAnotherDecision() throws IOException {
        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.lasting(clock))) {
            deregister(registries, silent("web-1"));
            Event held = silent("web-2");
            EventBuilder disk =
                    EventBuilder.keepaliveOf("web-2").check("disk", 0).resolved();

            deregister(registries, held);
            registries.seen(disk.build());
            assertThat(registries.release(Optional.empty())).hasSize(1);

            deregister(registries, silent("web-3"));
            registries.seen(EventBuilder.keepaliveOf("web-3").resolved().build());
            assertThat(registries.release(Optional.empty())).isEmpty();

            deregister(registries, silent("web-4"));
            registries.became("puppet", silent("web-4"), Result.handled("kept", "kept", "another integration's"));
            registries.became("ec2", silent("web-4"), Result.failed("timeout", "not told"));
            assertThat(registries.release(Optional.empty())).hasSize(1);

            deregister(registries, silent("web-5"));
            registries.became("ec2", silent("web-5"), Result.handled("kept", "kept", "it runs again"));
            assertThat(registries.release(Optional.empty())).isEmpty();
        }
    }

    @Test
    void whatTheGuardCountsOutlivesARotationOfTheAuditAndARestart() throws IOException {
        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.lasting(clock))) {
            assertThat(deregister(registries, silent("web-1")).code()).isEqualTo("instance_absent");
            Files.move(state().resolve("audit.jsonl"), state().resolve("audit.jsonl.1"));
            registries.reopenAudit();
        }

        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.lasting(clock))) {
            assertThat(deregister(registries, silent("web-2")).code()).isEqualTo("deregistration_guard");
        }
    }

    @Test
    void aLongerWindowThatAReloadBringsKnowsThePast() throws IOException {
        Memory memory = Memory.lasting(clock);
        try (Registries registries = open(usual(""), HostOptions.usual(), memory)) {
            assertThat(deregister(registries, silent("web-1")).code()).isEqualTo("instance_absent");
            clock.advance(Duration.ofMinutes(10));
            assertThat(deregister(registries, silent("web-2")).code()).isEqualTo("instance_absent");
        }

        try (Registries registries = open(
                configuration(Files.readString(directory.resolve("config.json"))
                        .replace("\"max_fraction\"", "\"window\": 1800, \"max_fraction\"")
                        .replace("\"min_allowed\": 1", "\"min_allowed\": 2")),
                HostOptions.usual(),
                memory)) {
            assertThat(deregister(registries, silent("web-3")).code()).isEqualTo("deregistration_guard");
        }
    }

    @Test
    void aDryRunWarnsOfWhatARealRunCouldNotWrite() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        Configuration configuration =
                usual(", \"audit_file\": \"" + file.resolve("beneath").resolve("audit.jsonl") + "\"");

        assertThat(warnings(configuration, HostOptions.usual().dryRun(true)))
                .containsExactly("Without dry run, handling would stop: " + file.resolve("beneath/audit.jsonl")
                        + " must be a file that " + System.getProperty("user.name")
                        + " may write to; see host.audit_file");
        assertThat(warnings(configuration, HostOptions.usual().dryRun(true).embedded(true)))
                .isEmpty();
    }

    @Test
    void aDryRunWarnsOfAFileInPlaceOfADirectoryAndTheOtherWayRound() throws IOException {
        Files.createFile(state());
        Path audit = Files.createDirectory(directory.resolve("audit.jsonl"));

        assertThat(warnings(
                        usual(", \"audit_file\": \"" + audit + "\""),
                        HostOptions.usual().dryRun(true)))
                .satisfiesExactly(
                        warning -> assertThat(warning).contains(state() + " must be a directory"),
                        warning -> assertThat(warning).contains(audit + " must be a file"));
    }

    @Test
    void aDryRunDoesNotWarnOfWhatARealRunCouldMakeOrWrite() throws IOException {
        Path audit = Files.createFile(directory.resolve("audit.jsonl"));

        assertThat(warnings(
                        usual(", \"audit_file\": \"" + audit + "\""),
                        HostOptions.usual().dryRun(true)))
                .isEmpty();
    }

    @Test
    void whatTheRegistryKnowsIsShown() throws Exception {
        InMemoryMetrics metrics = new InMemoryMetrics();
        try (Registries registries = Registries.open(
                configuration("{}"),
                HostOptions.usual(),
                Memory.brief(clock),
                new IntegrationScopes(List.of(), List.of()),
                clock,
                metrics)) {
            registries.seen(EventBuilder.keepaliveOf("web-1").check("disk", 2).build());

            assertThat(registries.clients(9).toCompletableFuture().get())
                    .extracting(Client::name)
                    .containsExactly("web-1");
            assertThat(registries
                            .events()
                            .exists(Optional.empty(), "web-1", "disk")
                            .toCompletableFuture()
                            .get())
                    .isTrue();
            registries.publish();
            assertThat(metrics.gauged("deregistration_guard_held")).hasValue(0);
        }
    }

    private List<String> warnings(Configuration configuration, HostOptions options) {
        try (Logged log = Logged.by(Registries.class)) {
            open(configuration, options, Memory.brief(clock)).close();
            return log.lines();
        }
    }

    private String inACommandOfItsOwn(Event event) throws IOException {
        try (Registries registries = open(usual(""), HostOptions.usual(), Memory.brief(clock))) {
            return deregister(registries, event).code();
        }
    }

    private List<String> audited() throws IOException {
        return Files.readAllLines(state().resolve("audit.jsonl")).stream()
                .map(line -> line.replaceAll(".*\"what\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    private Event silent(String name) {
        Event event = EventBuilder.keepaliveOf(name).build();
        sensu.with(event.client());
        return event;
    }

    private static Result deregister(Registries registries, Event event) {
        return registries
                .of("ec2", false)
                .deregister(wish(event))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static Deregistration wish(Event event) {
        return Deregistration.of(event, "instance_absent", "there is none").forGood();
    }

    private Registries open(Configuration configuration, HostOptions options, Memory memory) {
        return Registries.open(
                configuration,
                options,
                memory,
                new IntegrationScopes(List.of(), List.of()),
                clock,
                new InMemoryMetrics());
    }

    private Configuration usual(String more) throws IOException {
        return configuration(
                "{\"api\": {\"host\": \"127.0.0.1\", \"port\": %d}, \"host\": {\"state_dir\": \"%s\", %s%s}}"
                        .formatted(sensu.url().getPort(), state(), GUARD, more));
    }

    private Configuration configuration(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("config.json"), json);
        Configuration configuration = new ConfigurationLoader(Set.of())
                .load(new ConfigurationSources(Map.of(), Optional.of(file), List.of()));
        assertThat(configuration.problems()).isEmpty();
        return configuration;
    }

    private Path state() {
        return directory.resolve("state");
    }
}
