package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.status.PrometheusMeters;
import io.sensuhost.host.time.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What a host does with events, together with the integrations in it. */
@Timeout(60)
class HostedEventsTest {

    private static final Result KEPT = Result.handled("kept", "well", "it runs");
    private static final Event SILENT = asking("web-1", "one");

    @TempDir
    private Path directory;

    private final SystemClock clock = new SystemClock();
    private final PrometheusMeters meters = new PrometheusMeters();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void eachHandlerOfAnEventHasItsOutcome() throws Exception {
        try (Host host = host("{\"one\": {}, \"two\": {}}", answering(KEPT), answering(Result.failed("a", "b")))) {
            List<Outcome> outcomes = handle(host, asking("web-1", "one", "two", "mail"));

            assertThat(outcomes)
                    .extracting(outcome -> outcome.handler().orElseThrow())
                    .containsExactly("one", "two", "mail");
            assertThat(outcomes)
                    .extracting(outcome -> outcome.result().code())
                    .containsExactly("well", "a", "no_such_handler");
        }
    }

    @Test
    void logLinesOfAnEventAreAboutIt() throws Exception {
        try (Host host = host("{\"one\": {}}", (context, event) -> {
            seen.add(MDC.get("event_id") + " " + MDC.get("integration"));
            return done(KEPT);
        })) {
            handle(host, SILENT);
        }

        assertThat(seen).containsExactly("keepalive-of-web-1 one");
    }

    @Test
    void theClientOfAnEventIsKnownThen() throws Exception {
        try (Host host = host("{\"one\": {}}", answering(KEPT))) {
            handle(host, SILENT);

            assertThat(host.clients(9).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .extracting(client -> client.name())
                    .containsExactly("web-1");
        }
    }

    @Test
    void aDryRunIsTheConfigurationsOrTheOptions() throws Exception {
        try (Host host = host(
                "{\"one\": {\"dry_run\": true}, \"two\": {}}",
                HostedEventsTest::deregister,
                HostedEventsTest::deregister)) {
            assertThat(codes(handle(host, asking("web-1", "one")))).containsExactly("dry_run");
            assertThat(codes(handle(host, asking("web-1", "two")))).containsExactly("gone");
        }
        try (Host host = host(
                "{\"one\": {}}", Memory.brief(clock), HostOptions.usual().dryRun(true), HostedEventsTest::deregister)) {
            assertThat(codes(handle(host, SILENT))).containsExactly("dry_run");
        }
    }

    @Test
    void whoIsHeldMayPassOnceUnlessItsIntegrationDecidesOtherwise() throws Exception {
        String guarded =
                "{\"one\": {}, \"host\": {\"deregistration_guard\": {\"min_allowed\": 0, \"max_fraction\": 0}}}";
        try (Host host = host(
                guarded,
                Memory.lasting(clock),
                HostOptions.usual(),
                (context, event) -> seen.isEmpty()
                        ? context.clients().deregister(Deregistration.of(event, "gone", "it is gone"))
                        : done(KEPT))) {
            assertThat(codes(handle(host, SILENT))).containsExactly("deregistration_guard");
            assertThat(host.release(Optional.empty())).hasSize(1);

            assertThat(codes(handle(host, asking("web-2", "one")))).containsExactly("deregistration_guard");
            seen.add("it runs again");
            assertThat(codes(handle(host, asking("web-2", "one"), Optional.of("one"))))
                    .containsExactly("well");
            assertThat(host.release(Optional.empty())).isEmpty();
        }
    }

    @Test
    void whatWasHandledIsNotHandledAgainSoSoon() throws Exception {
        try (Host host = host("{\"one\": {}}", Memory.lasting(clock), HostOptions.usual(), answering(KEPT))) {
            assertThat(codes(handle(host, SILENT))).containsExactly("well");

            assertThat(handle(host, SILENT))
                    .singleElement()
                    .satisfies(outcome ->
                            assertThat(outcome.result().reason()).startsWith("filter handle_when: it was handled "));
        }
    }

    @Test
    void whatIsInFlightIsCountedAndWaitedFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Result> answer = new CompletableFuture<>();
        try (Host host = host("{\"one\": {}}", (context, event) -> {
            asked.countDown();
            return answer;
        })) {
            assertThat(host.inFlight()).isZero();
            CompletableFuture<List<Outcome>> handled =
                    host.handle(SILENT, Optional.empty()).toCompletableFuture();
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(host.inFlight()).isEqualTo(1);
            assertThat(host.drain(Duration.ZERO)).isFalse();

            answer.complete(KEPT);
            assertThat(codes(handled.get(30, TimeUnit.SECONDS))).containsExactly("well");
            assertThat(host.drain(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void everyIntegrationIsTriedOutAndGetsReady() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(ready("one"), ready("two"));
        try (Host host = host(scopes, "{\"one\": {}, \"two\": {}}", Memory.brief(clock), HostOptions.usual())) {
            assertThat(host.tryOut())
                    .containsExactly(
                            entry("one", List.of(new Finding(Finding.Judgement.GOOD, "door", "one knocks"))),
                            entry("two", List.of(new Finding(Finding.Judgement.GOOD, "door", "two knocks"))));

            host.warmUp();
            assertThat(seen).containsExactlyInAnyOrder("one is ready", "two is ready");
        }
    }

    @Test
    void oneThatIsReadyHasThreadsForTheFirstEvent() throws Exception {
        try (Host host = host("{\"one\": {}}", answering(KEPT))) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();

            host.warmUp();

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("handling") && !before.contains(thread))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whyAHandlerLeadsNowhereIsSaid() throws Exception {
        try (Host host = host("{\"one\": {}}", answering(KEPT))) {
            assertThat(host.whyNowhere("one")).isEmpty();
            assertThat(host.whyNowhere("mail")).isPresent();
        }
    }

    @Test
    void whatAnIntegrationWasLentIsTakenBack() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        clock.after(Duration.ZERO, () -> await(closed));
        try (Host host = host("{\"one\": {}}", (context, event) -> {
            context.metrics().count("lookups", 1);
            context.clock().after(Duration.ZERO, () -> seen.add("a task of an integration that is closed"));
            return done(KEPT);
        })) {
            handle(host, SILENT);
            assertThat(meters.text()).contains("one_lookups_total 1.0");
        }
        closed.countDown();

        assertThat(meters.text()).doesNotContain("one_lookups");
        CountDownLatch later = new CountDownLatch(1);
        clock.after(Duration.ZERO, later::countDown);
        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anIntegrationThatCouldNotBeCreatedFailsItsEvents() throws Exception {
        IntegrationScopes scopes = FakeFactory.scopes(FakeFactory.named("one").creating(context -> {
            throw new IllegalStateException("for a test");
        }));
        try (Host host = host(scopes, "{\"one\": {}}", Memory.brief(clock), HostOptions.usual())) {
            assertThat(handle(host, SILENT)).singleElement().satisfies(outcome -> {
                assertThat(outcome.result().code()).isEqualTo("integration_not_started");
                assertThat(outcome.result().reason()).startsWith("integration 'one' could not be created: ");
            });
        }
    }

    @SafeVarargs
    private Host host(String json, BiFunction<IntegrationContext, Event, CompletionStage<Result>>... handling)
            throws Exception {
        return host(json, Memory.brief(clock), HostOptions.usual(), handling);
    }

    @SafeVarargs
    private Host host(
            String json,
            Memory memory,
            HostOptions options,
            BiFunction<IntegrationContext, Event, CompletionStage<Result>>... handling)
            throws Exception {
        List<String> names = List.of("one", "two");
        FakeFactory[] factories = new FakeFactory[handling.length];
        for (int i = 0; i < handling.length; i++) {
            BiFunction<IntegrationContext, Event, CompletionStage<Result>> how = handling[i];
            factories[i] = FakeFactory.named(names.get(i)).creating(context -> new Handling(context, how));
        }
        return host(FakeFactory.scopes(factories), json, memory, options);
    }

    private Host host(IntegrationScopes scopes, String json, Memory memory, HostOptions options) throws Exception {
        Path file = Files.writeString(directory.resolve("config.json"), json);
        Configuration configuration = scopes.load(new ConfigurationSources(Map.of(), Optional.of(file), List.of()));
        return new HostLauncher(clock, memory, meters, meters.of("host"))
                .launch(scopes, configuration, options)
                .host();
    }

    private static BiFunction<IntegrationContext, Event, CompletionStage<Result>> answering(Result result) {
        return (context, event) -> done(result);
    }

    private static CompletionStage<Result> deregister(IntegrationContext context, Event event) {
        return context.clients().deregister(Deregistration.of(event, "gone", "it is gone"));
    }

    private FakeFactory ready(String name) {
        return FakeFactory.named(name).creating(context -> new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                return done(KEPT);
            }

            @Override
            public CompletionStage<List<Finding>> tryOut() {
                return done(List.of(new Finding(Finding.Judgement.GOOD, "door", name + " knocks")));
            }

            @Override
            public CompletionStage<Void> warmUp() {
                return CompletableFuture.runAsync(() -> seen.add(name + " is ready"));
            }

            @Override
            public void close() {}
        });
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static Event asking(String client, String... handlers) {
        return EventBuilder.keepaliveOf(client)
                .with("keepalive", Map.of("handlers", List.of(handlers)))
                .build();
    }

    private static List<Outcome> handle(Host host, Event event) throws Exception {
        return handle(host, event, Optional.empty());
    }

    private static List<Outcome> handle(Host host, Event event, Optional<String> told) throws Exception {
        return host.handle(event, told).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static List<String> codes(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.result().code()).toList();
    }

    private record Handling(
            IntegrationContext context, BiFunction<IntegrationContext, Event, CompletionStage<Result>> how)
            implements Integration {

        @Override
        public CompletionStage<Result> handle(Event event) {
            return how.apply(context, event);
        }

        @Override
        public void close() {}
    }
}
