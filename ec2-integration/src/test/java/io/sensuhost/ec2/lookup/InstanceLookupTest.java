package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import com.google.inject.Guice;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Look-ups over HTTP, with real connections and threads. */
@Timeout(60)
class InstanceLookupTest {

    private static final String A = "i-0000000a";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String PAGE =
            "<DescribeInstancesResponse><requestId>x</requestId><reservationSet>%s</reservationSet>%s</DescribeInstancesResponse>";

    private final Emulator emulator = Emulator.start(new World());
    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Connections connections = Guice.createInjector(binder -> {
                binder.bind(HostClock.class).toInstance(clock);
                binder.bind(Metrics.class).toInstance(metrics);
                binder.bind(Ec2Settings.class)
                        .toInstance(Ec2Settings.of(Declarations.SETTINGS.read(
                                "ec2", Map.of("endpoint", emulator.endpoint().toString()))));
            })
            .getInstance(Connections.class);
    private final InstanceLookup lookup = new InstanceLookup(
            new Ec2Eyes(connections, clock),
            clock,
            metrics,
            access -> CompletableFuture.completedFuture(List.of()),
            LookupThreads.own(),
            2);

    @AfterEach
    void stop() {
        lookup.close();
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({"0, PENDING", "16, RUNNING", "16912, RUNNING", "80, STOPPED"})
    void aStateIsReadFromItsCode(int code, InstanceState state) {
        answer(instance(A, code), "");

        assertThat(look(A)).isEqualTo(new Present(state));
    }

    @Test
    void aStateThatIsNotKnownOrNotThereIsNoAnswer() {
        answer(instance(A, 99), "");
        assertThat(look(A)).isInstanceOfSatisfying(Unknown.class, unknown -> {
            assertThat(unknown.cause()).isEqualTo(Cause.LOOKUP_FAILED);
            assertThat(unknown.why()).startsWith("EC2 reports " + A + " in a state that this version does not know");
        });

        answer("<item><instancesSet><item><instanceId>%s</instanceId></item></instancesSet></item>".formatted(A), "");
        assertThat(look(A)).isInstanceOf(Unknown.class);
    }

    @Test
    void whatNobodyAskedForIsNoWitness() {
        answer(instance("i-0000000f", 16), "");

        CompletableFuture<Observation> seen = lookup.look(access("us-west-2"), A, TIMEOUT);
        untilQuiet("us-west-2");

        assertThat(seen).isNotDone();
        assertThat(witnessed("us-west-2")).isZero();
    }

    @Test
    void anAnswerOfSeveralPagesIsReadToItsEnd() {
        answer(instance(A, 16), "");
        emulator.faults().next(1, Fault.body(200, PAGE.formatted("", "<nextToken>more</nextToken>")));

        assertThat(look(A)).isEqualTo(new Present(InstanceState.RUNNING));
        assertThat(emulator.journal().count(Call.any())).isEqualTo(2);
    }

    @Test
    void anAnswerWithoutAnEndIsNone() {
        answer(instance(A, 16), "<nextToken>more</nextToken>");

        assertThat(look(A))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.why()).startsWith("EC2's answer has no end"));
        assertThat(emulator.journal().count(Call.any())).isEqualTo(50);
    }

    @Test
    void anEmptyPageTokenIsTheEnd() {
        answer(instance(A, 16), "<nextToken></nextToken>");

        assertThat(look(A)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    @Test
    void whereAllLanesAreBusyAnotherIsTurnedAwayUntilOneIsIdle() {
        CountDownLatch end = new CountDownLatch(1);
        answer(instance(A, 16), "");
        look(access("us-west-2"), A);
        look(access("us-west-1"), A);
        emulator.faults().always(Call.any(), Fault.heldBy(end));
        emulator.world().fleet("us-west-1").put(A, io.sensuhost.host.emulator.InstanceState.RUNNING);
        emulator.world().fleet("us-west-2").put(A, io.sensuhost.host.emulator.InstanceState.RUNNING);
        List<CompletableFuture<Observation>> busy =
                List.of(lookup.look(access("us-west-1"), A, TIMEOUT), lookup.look(access("us-west-2"), A, TIMEOUT));

        assertThat(lookup.look(access("eu-west-1"), A, TIMEOUT)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(new Unknown(Cause.THROTTLED, "2 pairs of credentials and region are in use already"));
        assertThat(lookup.look(access("us-west-1"), A, TIMEOUT)).isNotDone();
        end.countDown();
        assertThat(busy)
                .allMatch(
                        seen -> seen.orTimeout(10, TimeUnit.SECONDS).join().equals(new Present(InstanceState.RUNNING)));
        untilQuiet("us-west-1");
        untilQuiet("us-west-2");

        emulator.faults().clear();
        answer(instance(A, 80), "");
        assertThat(look(access("eu-west-1"), A)).isEqualTo(new Present(InstanceState.STOPPED));
        assertThat(List.of(witnessed("us-west-1"), witnessed("us-west-2"), witnessed("eu-west-1")))
                .containsExactly(1.0, 0.0, 1.0);
    }

    @Test
    void whatIsPreparedIsKeptHoweverMuchThereIs() {
        lookup.prepare(List.of(access("us-west-2"), access("us-west-1"), access("eu-west-1")))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        assertThat(metrics.series())
                .filteredOn(series -> series.get(0).equals("witness_seen"))
                .extracting(series -> series.get(series.indexOf("region") + 1))
                .containsExactlyInAnyOrder("us-west-2", "us-west-1");
        assertThat(emulator.journal().entries()).isEmpty();
    }

    @Test
    void aGreetingThatTakesLongIsNeitherWaitedForNorFollowedByAnother() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<Access> greeted = new LinkedBlockingQueue<>();
        try (InstanceLookup slow = new InstanceLookup(
                eyesThat(access -> {
                    greeted.add(access);
                    Uninterruptibles.awaitUninterruptibly(end);
                }),
                clock,
                metrics,
                access -> CompletableFuture.completedFuture(List.of()),
                LookupThreads.own(),
                2)) {
            CompletableFuture<Void> ready = slow.prepare(List.of(access("us-west-2"), access("us-west-1")));
            assertThat(greeted.take()).isEqualTo(access("us-west-2"));
            assertThat(ready).isNotDone();

            clock.advance(Duration.ofSeconds(2));

            assertThat(ready).succeedsWithin(10, TimeUnit.SECONDS);
            end.countDown();
        }
        assertThat(greeted).isEmpty();
    }

    private static Eyes eyesThat(Consumer<Access> greet) {
        return new Eyes() {
            @Override
            public Eye open(Access access, LookupMetrics counted) {
                FakeEye eye = new FakeEye();
                eye.greeting = () -> greet.accept(access);
                return eye;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void regionsThatNobodyKnowsShareTheirLabels() {
        CountDownLatch end = new CountDownLatch(1);
        emulator.faults().always(Call.any(), Fault.heldBy(end));
        List<CompletableFuture<Observation>> held = List.of(
                lookup.look(access("aa-nowhere-1"), A, TIMEOUT), lookup.look(access("bb-nowhere-1"), A, TIMEOUT));

        assertThat(held).noneMatch(CompletableFuture::isDone);
        assertThat(metrics.gauged("ids_in_flight", "region", "other", "account", "own"))
                .hasValue(2);
        assertThat(metrics.gauged("calls_in_flight", "region", "other", "account", "own"))
                .hasValue(2);
        assertThat(metrics.series()).noneMatch(series -> series.toString().contains("nowhere"));
        end.countDown();
    }

    @Test
    void afterTheEndNothingIsAskedAndNoThreadIsLeft() throws InterruptedException {
        emulator.faults().always(Call.any(), Fault.hang());
        CompletableFuture<Observation> seen = lookup.look(access("us-west-2"), A, TIMEOUT);
        emulator.journal().await(1, Duration.ofSeconds(10));

        lookup.close();

        assertThat(seen.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Unknown.class);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ec2-"))
                .forEach(InstanceLookupTest::assertEnds);
        assertThat(lookup.look(access("us-west-2"), A, TIMEOUT)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(new Unknown(Cause.LOOKUP_FAILED, "the integration has been stopped"));
    }

    @Test
    void lookupsAreMadeOnThreadsOfThePluginWithItsClassLoader() {
        answer(instance(A, 16), "");
        Thread.currentThread().setContextClassLoader(null);
        List<Thread> completing = new ArrayList<>();
        try {
            lookup.look(access("us-west-2"), A, TIMEOUT)
                    .thenAccept(seen -> completing.add(Thread.currentThread()))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        } finally {
            Thread.currentThread().setContextClassLoader(InstanceLookupTest.class.getClassLoader());
        }

        assertThat(completing).first().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getContextClassLoader()).isEqualTo(InstanceLookup.class.getClassLoader());
        });
    }

    private void answer(String reservations, String more) {
        emulator.faults().always(Call.any(), Fault.body(200, PAGE.formatted(reservations, more)));
    }

    private static String instance(String id, int code) {
        return ("<item><instancesSet><item><instanceId>%s</instanceId><instanceState><code>%d</code></instanceState></item>"
                        + "</instancesSet></item>")
                .formatted(id, code);
    }

    /** It has nothing left to do, but may take a moment for that. */
    private static void assertEnds(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }

    private double witnessed(String region) {
        return metrics.gauged("witness_seen", "region", region, "account", "own")
                .orElse(0);
    }

    private void untilQuiet(String region) {
        long began = System.nanoTime();
        while (metrics.gauged("calls_in_flight", "region", region, "account", "own")
                        .orElse(0)
                > 0) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    private Observation look(String id) {
        return look(access("us-west-2"), id);
    }

    private Observation look(Access access, String id) {
        return lookup.look(access, id, TIMEOUT).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Access access(String region) {
        return new Access(new Keys.Pair("AKID", "hush"), Optional.empty(), region);
    }
}
