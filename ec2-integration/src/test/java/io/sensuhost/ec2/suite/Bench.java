package io.sensuhost.ec2.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Term;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.TestContext;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One integration between an emulated AWS and a registry in memory. Its time stands still, but for what AWS takes to
 * answer: when nothing moves any more and there are still results to come, the clock is turned.
 */
public final class Bench implements AutoCloseable {

    static final String REGION = "us-west-2";
    static final String KEY = "AKIDBENCHEXAMPLE";
    static final String SECRET = "bench-secret-access-key-example";
    static final String WEB = "i-0a1b2c3d4e5f60718";
    static final String DB = "i-0123abcd";
    static final String GONE = "i-0dead0beef0dead00";
    static final String OTHER_ACCOUNT = "111111111111";
    static final String ROLE = "arn:aws:iam::111111111111:role/cross-account-readonly";

    private static final Duration REAL_TIME_LIMIT = Duration.ofSeconds(30);

    private static final Set<String> HOST_CODES = Set.of("client_already_gone", "registry_failed");

    private final IntegrationFactory factory;
    private final ManualClock clock = new ManualClock();
    private final World world = new World();
    private final Emulator emulator = Emulator.start(world, 0, clock::now);
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private Optional<Integration> running = Optional.empty();

    Bench(IntegrationFactory factory) {
        this.factory = factory;
        with("region", REGION).with("access_key_id", KEY).with("secret_access_key", SECRET);
        with("endpoint", emulator.endpoint().toString())
                .with("sts_endpoint", emulator.endpoint().toString());
    }

    Bench with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    /** Replaces region and keys by what a configuration file says; endpoints stay those of the emulator. */
    Bench configured(Map<String, ?> scope) {
        Stream.of("region", "access_key_id", "secret_access_key").forEach(settings::remove);
        settings.putAll(scope);
        return this;
    }

    /** An account {@code sensu-testing}, whose role is there to be assumed. */
    Bench withAccount(Role role, Map<String, ?> more) {
        world.role(role);
        Map<String, Object> account = new LinkedHashMap<>(Map.of("name", "sensu-testing", "role_arn", role.arn()));
        account.putAll(more);
        return with("accounts", List.of(account));
    }

    World world() {
        return world;
    }

    Emulator emulator() {
        return emulator;
    }

    Fleet fleet() {
        return world.fleet(REGION);
    }

    Fleet theirs() {
        return world.fleet(OTHER_ACCOUNT, REGION);
    }

    InMemoryRegistry registry() {
        return registry;
    }

    InMemoryMetrics metrics() {
        return metrics;
    }

    ManualClock clock() {
        return clock;
    }

    long calls() {
        return emulator.journal().count("DescribeInstances");
    }

    long assumed() {
        return emulator.journal().count("AssumeRole");
    }

    Integration integration() {
        if (running.isEmpty()) {
            running = Optional.of(factory.create(
                    new TestContext(factory.settings().read(factory.name(), settings), registry, clock, metrics)));
        }
        return running.get();
    }

    /** Makes a running instance of a known client be seen, and forgets the call for it. */
    Bench withWitness() {
        return withWitness(keepaliveOf("i-0feed0feed0feed00"));
    }

    Bench withWitness(EventBuilder of) {
        fleet().put("i-0feed0feed0feed00", InstanceState.RUNNING);
        handle(of);
        emulator.journal().clear();
        return this;
    }

    static EventBuilder keepaliveOf(String client) {
        return EventBuilder.keepaliveOf(client);
    }

    static EventBuilder keepaliveOf(String client, Map<String, ?> ec2) {
        return EventBuilder.keepaliveOf(client).with("ec2", ec2);
    }

    /** Of a client in the other account, once that is configured. */
    static EventBuilder inTesting(String client) {
        return keepaliveOf(client, Map.of("account", "sensu-testing"));
    }

    /** So many ids of AWS's form. */
    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("i-0%016x"::formatted).toList();
    }

    /** Handles the event of a registered client, and lets as much time pass as it takes. */
    Result handle(EventBuilder event) {
        return settled(List.of(send(event))).get(0);
    }

    List<Result> handle(List<EventBuilder> events) {
        return settled(events.stream().map(this::send).toList());
    }

    /** Handles the events of registered clients which all arrive while the first one's call is under way. */
    List<Result> handleTogether(List<EventBuilder> events) {
        CountDownLatch everyoneIsHere = new CountDownLatch(1);
        emulator.faults().next(1, Fault.heldBy(everyoneIsHere));
        List<CompletableFuture<Result>> results =
                events.stream().map(this::send).toList();
        everyoneIsHere.countDown();
        return settled(results);
    }

    /** Sends the event of a registered client. */
    CompletableFuture<Result> send(EventBuilder event) {
        registry.with(event.client());
        return send(event.build());
    }

    CompletableFuture<Result> send(Event event) {
        return integration().handle(event).toCompletableFuture();
    }

    List<Result> settled(List<CompletableFuture<Result>> results) {
        CompletableFuture<Void> all = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new));
        until(all::isDone, () -> {
            // In this order: what came to its end just now needs no more time.
            if (isQuiet() && !all.isDone()) {
                clock.advance(Duration.ofMillis(500));
            }
        });
        return results.stream().map(CompletableFuture::join).map(this::declared).toList();
    }

    private Result declared(Result result) {
        assertThat(Stream.concat(factory.codes().stream().map(Term::name), HOST_CODES.stream()))
                .contains(result.code());
        return result;
    }

    /** Waits, in real time, for something that needs no turning of the clock. */
    void awaitThat(BooleanSupplier condition) {
        until(condition, () -> {});
    }

    private void until(BooleanSupplier condition, Runnable meanwhile) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > REAL_TIME_LIMIT.toNanos()) {
                fail(
                        "Still nothing after %d s; calls so far: %s",
                        REAL_TIME_LIMIT.toSeconds(), emulator.journal().entries());
            }
            meanwhile.run();
            LockSupport.parkNanos(50_000);
        }
    }

    /** Whether nothing but time moves, for as long as the clock stands still and no event is sent. */
    boolean isQuiet() {
        return callsInFlight() == 0;
    }

    /** While a call is in flight, or its answer is being made use of, something other than time moves. */
    private double callsInFlight() {
        return metrics.series().stream()
                .filter(series -> series.get(0).equals("calls_in_flight"))
                .map(series -> series.subList(1, series.size()).toArray(String[]::new))
                .mapToDouble(labels -> metrics.gauged("calls_in_flight", labels).orElse(0))
                .sum();
    }

    /** Calls that name an instance and were answered so. */
    long outcomes(String instanceId, String outcome) {
        return emulator.journal().entries().stream()
                .filter(entry -> Call.naming(instanceId).test(entry.call()))
                .filter(entry -> entry.outcome().equals(outcome))
                .count();
    }

    private Set<String> undeclared() {
        Set<String> names =
                metrics.series().stream().map(series -> series.get(0)).collect(Collectors.toSet());
        factory.metrics().forEach(metric -> names.remove(metric.name()));
        return names;
    }

    @Override
    public void close() {
        assertThat(undeclared()).as("metrics that are not declared").isEmpty();
        running.ifPresent(Integration::close);
        emulator.close();
    }
}
