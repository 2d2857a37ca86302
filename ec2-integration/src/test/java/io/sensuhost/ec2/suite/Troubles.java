package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.DB;
import static io.sensuhost.ec2.suite.Bench.REGION;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Instance;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are late, broken or missing. The witness is there, so that only care stands between them and a deletion. */
interface Troubles extends OnTheBench {

    @Test
    default void anAnswerThatNeverComesIsATimeout() throws InterruptedException {
        bench().withWitness();
        bench().emulator().faults().always(Call.any(), Fault.hang());

        CompletableFuture<Result> result = bench().send(keepaliveOf(WEB));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));
        bench().clock().advance(Duration.ofMillis(9999));
        assertThat(result).isNotDone();
        bench().clock().advance(Duration.ofMillis(1));

        assertFailed(result.join(), "timeout");
    }

    @Test
    default void anAnswerThatNeverComesIsATimeoutByTheCallsOwnClockToo() {
        bench().with("timeout", 1);
        bench().emulator().faults().always(Call.any(), Fault.hang());

        CompletableFuture<Result> result = bench().send(keepaliveOf(WEB));
        bench().awaitThat(result::isDone);

        assertFailed(result.join(), "timeout");
        assertThat(bench().calls()).isEqualTo(2);
    }

    @Test
    default void eachEventKeepsItsOwnDeadline() throws InterruptedException {
        bench().emulator().faults().always(Call.any(), Fault.hang());

        CompletableFuture<Result> hasty = bench().send(keepaliveOf(WEB, Map.of("timeout", 2)));
        CompletableFuture<Result> patient = bench().send(keepaliveOf("web-1", Map.of("instance_id", WEB)));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));

        bench().clock().advance(Duration.ofSeconds(2));
        assertFailed(hasty.join(), "timeout");
        assertThat(patient).isNotDone();
        bench().clock().advance(Duration.ofSeconds(8));
        assertFailed(patient.join(), "timeout");
    }

    /** The call began with the second of the first event; the other one joined it with ten. */
    @Test
    default void anEventDoesNotDieWithTheDeadlineOfAnEarlierOne() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().faults().next(2, Fault.hang());

        CompletableFuture<Result> hasty = bench().send(keepaliveOf(WEB, Map.of("timeout", 1)));
        CompletableFuture<Result> patient = bench().send(keepaliveOf("web-1", Map.of("instance_id", WEB)));
        bench().awaitThat(patient::isDone);

        assertKept(patient.join(), "instance_state_allowed");
        assertThat(hasty.join().code()).isEqualTo("instance_state_allowed");
    }

    @Test
    default void anEventAfterATimeoutIsAskedForAfresh() throws InterruptedException {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().faults().next(1, Fault.hang());
        CompletableFuture<Result> first = bench().send(keepaliveOf(WEB));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));
        bench().clock().advance(Duration.ofSeconds(10));
        assertFailed(first.join(), "timeout");

        CompletableFuture<Result> second = bench().send(keepaliveOf(WEB));
        bench().awaitThat(second::isDone);

        assertKept(second.join(), "instance_state_allowed");
    }

    /** Four calls take long; what waited for a fifth has given up, and must not be waited for. */
    @Test
    default void anEventWhoseIdExpiredInTheQueueIsAskedForAfresh() throws InterruptedException {
        bench().fleet().put(DB, InstanceState.RUNNING);
        CountDownLatch end = new CountDownLatch(1);
        bench().emulator().faults().next(4, Fault.heldBy(end));
        List<CompletableFuture<Result>> slow = new ArrayList<>();
        for (int call = 1; call <= 4; call++) {
            slow.add(bench().send(keepaliveOf("i-0000000" + call, Map.of("timeout", 60))));
            bench().emulator().journal().await(call, Duration.ofSeconds(10));
            bench().clock().advance(Duration.ofSeconds(1));
        }
        CompletableFuture<Result> expired = bench().send(keepaliveOf(DB));
        bench().clock().advance(Duration.ofSeconds(10));
        assertFailed(expired.join(), "timeout");
        assertThat(bench().calls()).isEqualTo(4);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        end.countDown();
        bench().awaitThat(bench()::isQuiet);

        CompletableFuture<Result> afresh = bench().send(keepaliveOf(DB));
        bench().awaitThat(afresh::isDone);

        assertKept(afresh.join(), "instance_state_allowed");
    }

    @Test
    default void aSlowCallDoesNotHoldUpTheNextBatch() throws InterruptedException {
        bench().fleet().put(DB, InstanceState.RUNNING);
        bench().emulator().faults().always(Call.naming(WEB), Fault.hang());
        CompletableFuture<Result> slow = bench().send(keepaliveOf(WEB));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));
        CompletableFuture<Result> next = bench().send(keepaliveOf(DB));

        bench().clock().advance(Duration.ofMillis(999));
        assertThat(bench().calls()).isEqualTo(1);
        bench().clock().advance(Duration.ofMillis(1));
        bench().awaitThat(next::isDone);

        assertKept(next.join(), "instance_state_allowed");
        assertThat(slow).isNotDone();
    }

    @Test
    default void aCutConnectionIsTriedAgain() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().faults().next(2, Fault.cut());

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
    }

    static List<Fault> breakages() {
        return List.of(Fault.cut(), Fault.cutWithinBody(), Fault.truncatedXml(), Fault.error(500, "InternalError"));
    }

    @ParameterizedTest
    @MethodSource("io.sensuhost.ec2.suite.Troubles#breakages")
    default void aBrokenAnswerIsNoAbsence(Fault broken) {
        bench().withWitness();
        bench().emulator().faults().always(Call.any(), broken);

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
        assertThat(bench().calls()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("io.sensuhost.ec2.suite.Troubles#breakages")
    default void whatBreaksTheAnswerForOneIsCornered(Fault broken) {
        List<String> ids = Bench.ids(64);
        ids.forEach(id -> bench().fleet().put(id, InstanceState.RUNNING));
        bench().emulator().faults().always(Call.naming(ids.get(40)), broken);

        List<Result> results =
                bench().handleTogether(ids.stream().map(Bench::keepaliveOf).toList());

        assertThat(results.stream().filter(result -> result.code().equals("instance_state_allowed")))
                .hasSize(63);
        assertThat(results.get(40).code()).isEqualTo("lookup_failed");
        assertThat(bench().emulator().journal().maxConcurrency()).isLessThanOrEqualTo(4);
        assertThat(bench().metrics().counted("splits")).isPositive();
    }

    @Test
    default void anOutageOfAZoneFailsTheEventsOfThatZoneAlone() {
        List<String> ids = Bench.ids(300);
        ids.forEach(id -> bench().fleet().put(Instance.running(id, REGION + (id.endsWith("77") ? "b" : "a"))));
        bench().emulator().faults().zoneOutage(REGION + "b");

        List<Result> results =
                bench().handleTogether(ids.stream().map(Bench::keepaliveOf).toList());

        IntStream.range(0, 300)
                .forEach(i -> assertThat(results.get(i).code())
                        .as(ids.get(i))
                        .isEqualTo(ids.get(i).endsWith("77") ? "lookup_failed" : "instance_state_allowed"));
        assertThat(bench().emulator().journal().maxConcurrency()).isLessThanOrEqualTo(4);
    }

    @Test
    default void whereEveryPartFailsTheSplittingSoonEnds() {
        bench().emulator().faults().always(Call.any(), Fault.error(500, "InternalError"));

        List<Result> results = bench().handleTogether(
                        Bench.ids(1000).stream().map(Bench::keepaliveOf).toList());

        assertThat(results).extracting(Result::code).containsOnly("lookup_failed");
        assertThat(bench().calls()).isLessThanOrEqualTo(1 + 3 * (1 + 1 + 16));
        assertThat(bench().emulator().journal().maxConcurrency()).isLessThanOrEqualTo(4);
    }

    @Test
    default void aThrottleIsWaitedForAndNeverSplit() {
        List<String> ids = Bench.ids(200);
        ids.forEach(id -> bench().fleet().put(id, InstanceState.RUNNING));
        bench().emulator().faults().next(2, Call.to(Service.EC2), Fault.error(503, "RequestLimitExceeded"));

        List<Result> results =
                bench().handle(ids.stream().map(Bench::keepaliveOf).toList());

        assertThat(results).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().calls()).isLessThanOrEqualTo(4);
        assertThat(bench().metrics().counted("splits")).isZero();
        assertThat(bench().metrics()
                        .counted("failed_attempts", "region", REGION, "account", "own", "throttled", "true"))
                .isEqualTo(2);
    }

    /** AWS's own bucket for calls by id, and four times as many clients as it has tokens. */
    @Test
    default void aStormUnderAwsOwnThrottleEndsWell() {
        List<String> ids = Bench.ids(200);
        ids.forEach(id -> bench().fleet().put(id, InstanceState.RUNNING));
        bench().emulator().throttle().on();

        List<Result> results =
                bench().handle(ids.stream().map(Bench::keepaliveOf).toList());

        assertThat(results).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().calls()).isLessThan(50);
    }

    @Test
    default void aThrottleUntilTheDeadlineIsSaidSo() {
        bench().with("timeout", 1);
        bench().emulator().faults().always(Call.any(), Fault.error(503, "RequestLimitExceeded"));

        CompletableFuture<Result> result = bench().send(keepaliveOf(WEB));
        bench().awaitThat(() -> bench().metrics().counted("failed_attempts") > 0 && bench().isQuiet());
        bench().clock().advance(Duration.ofSeconds(1));

        assertFailed(result.join(), "throttled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint", "sts_endpoint"})
    default void aPortWhereNobodyListensIsALookupFailure(String setting) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        bench().withAccount(Role.of(Bench.ROLE), Map.of());
        bench().with(setting, "http://127.0.0.1:" + port);

        assertFailed(bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testing"))), "lookup_failed");
    }

    @Test
    default void aHostNameThatDoesNotExistIsALookupFailure() {
        bench().with("endpoint", "http://ec2.invalid");

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
    }

    @Test
    default void moreEventsThanCanWaitFailFast() throws InterruptedException {
        bench().emulator().faults().always(Call.any(), Fault.hang());
        List<CompletableFuture<Result>> waiting = Bench.ids(20_000).stream()
                .map(id -> bench().integration().handle(keepaliveOf(id).build()).toCompletableFuture())
                .toList();

        CompletableFuture<Result> tooMany = bench().send(keepaliveOf(WEB));

        assertThat(tooMany).isDone();
        assertFailed(tooMany.join(), "throttled");
        assertThat(tooMany.join().reason()).contains("20000 events wait").contains("us-west-2");
        assertThat(bench().metrics().counted("lookups_turned_away")).isEqualTo(1);
        assertThat(waiting).allMatch(result -> !result.isDone());
        bench().integration().close();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }
}
