package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Journal;
import io.sensuhost.host.emulator.MissingIds;
import io.sensuhost.host.emulator.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that arrive together share calls. The first one's call is under way when the others come. */
interface CallCounts extends OnTheBench {

    int BY_ID = 1000;
    int BY_FILTER = 200;

    private static long calls(long ids, int most) {
        return (ids + most - 1) / most;
    }

    private static List<EventBuilder> eventsOf(List<String> ids) {
        return ids.stream().map(Bench::keepaliveOf).toList();
    }

    private void run(List<String> ids) {
        ids.forEach(id -> bench().fleet().put(id, InstanceState.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999, 1000, 1001, 1002, 2500})
    default void knownInstancesTakeOneCallAThousand(int count) {
        List<String> ids = Bench.ids(count);
        run(ids);

        List<Result> results = bench().handleTogether(eventsOf(ids));

        assertThat(results).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().calls()).isEqualTo(1 + calls(count - 1, BY_ID));
        assertLimitsAreKept();
    }

    /** One look by id, one more for those that are there, one call by filter for each 200 that are not. */
    @ParameterizedTest
    @CsvSource({"1, 0", "999, 0", "1000, 0", "1001, 0", "2500, 0", "999, 500", "1000, 1", "2500, 1250", "2500, 2499"})
    default void missingInstancesThatAreAllNamedTakeTwoLooks(int count, int running) {
        List<Result> results = handled(count, running, MissingIds.ALL);

        assertAbsent(results, running);
        long first = 1 + calls(count - 1, BY_ID);
        assertThat(bench().calls()).isLessThanOrEqualTo(2 * first + calls(count - running, BY_FILTER) + first);
        assertLimitsAreKept();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "999, 0", "1000, 0", "1001, 0", "2500, 0", "999, 500", "1000, 1", "2500, 1250", "2500, 2499"})
    default void missingInstancesOfWhichOneIsNamedTakeNoMoreThanAFewCallsForEach200(int count, int running) {
        assertAbsent(handled(count, running, MissingIds.ONE), running);
        assertFewCalls(count);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "999, 0", "1000, 0", "1001, 0", "2500, 0", "999, 500", "1000, 1", "2500, 1250", "2500, 2499"})
    default void missingInstancesOfWhichNoneIsNamedTakeNoMoreThanAFewCallsForEach200(int count, int running) {
        assertAbsent(handled(count, running, MissingIds.NONE), running);
        assertFewCalls(count);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "999, 0", "1000, 0", "1001, 0", "2500, 0", "999, 500", "1000, 1", "2500, 1250", "2500, 2499"})
    default void missingInstancesThatAreSilentlyLeftOutTakeTwoLooks(int count, int running) {
        assertAbsent(handled(count, running, MissingIds.SILENT), running);
        long first = 1 + calls(count - 1, BY_ID);
        assertThat(bench().calls()).isLessThanOrEqualTo(first + calls(count - running, BY_FILTER) + first);
        assertLimitsAreKept();
    }

    private List<Result> handled(int count, int running, MissingIds told) {
        bench().withWitness();
        List<String> ids = Bench.ids(count);
        run(ids.subList(0, running));
        bench().emulator().quirks().missingIds(told);
        return bench().handleTogether(eventsOf(ids));
    }

    private static void assertAbsent(List<Result> results, int running) {
        assertThat(results.subList(0, running)).extracting(Result::code).allMatch("instance_state_allowed"::equals);
        assertThat(results.subList(running, results.size()))
                .extracting(Result::code)
                .allMatch("instance_absent"::equals);
    }

    private void assertFewCalls(int count) {
        long first = 1 + calls(count - 1, BY_ID);
        assertThat(bench().calls()).isLessThanOrEqualTo(5 * first + 2 * calls(count, BY_FILTER) + 4);
        assertLimitsAreKept();
    }

    private void assertLimitsAreKept() {
        assertThat(bench().emulator().journal().entries())
                .extracting(Journal.Entry::call)
                .allSatisfy(call -> {
                    assertThat(call.ids().size()).isLessThanOrEqualTo(BY_ID);
                    assertThat(call.filters()
                                    .getOrDefault("instance-id", List.of())
                                    .size())
                            .isLessThanOrEqualTo(BY_FILTER);
                    assertThat(call.ids().size() + call.filters().size()).isPositive();
                });
        assertThat(bench().emulator().journal().maxConcurrency()).isLessThanOrEqualTo(4);
    }

    @Test
    default void eventsOfOneInstanceShareItsPlaceInACall() {
        run(List.of(Bench.WEB));

        List<Result> results = bench().handleTogether(Collections.nCopies(50, keepaliveOf(Bench.WEB)));

        assertThat(results).hasSize(50).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().calls()).isEqualTo(1);
    }

    @Test
    default void looselyFormedIdsAreAskedForAlone() {
        List<String> exact = Bench.ids(50);
        List<String> loose = List.of("i-1", "i-42", "i-BEEF");
        run(exact);
        run(List.of("i-1", "i-42"));

        List<Result> results = bench().handleTogether(
                        eventsOf(Stream.concat(exact.stream(), loose.stream()).toList()));

        assertThat(results.subList(0, 52)).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(results.get(52).code()).isEqualTo("lookup_failed");
        assertThat(bench().calls()).isEqualTo(1 + 1 + loose.size());
    }

    @ParameterizedTest
    @EnumSource
    default void aMissingInstanceCostsItsNeighboursNothing(MissingIds told) {
        bench().emulator().quirks().missingIds(told);
        List<String> ids = Bench.ids(10);
        run(ids.subList(1, 10));

        List<Result> results = bench().handleTogether(eventsOf(ids));

        assertThat(results.get(0).code()).isEqualTo("instance_absent");
        assertThat(results.subList(1, 10)).extracting(Result::code).containsOnly("instance_state_allowed");
    }

    @Test
    default void everyRegionAndAccountHasItsOwnCalls() {
        bench().withAccount(Role.of(Bench.ROLE), Map.of());
        run(List.of(Bench.WEB));
        bench().world().fleet("eu-west-1").put(Bench.WEB, InstanceState.RUNNING);
        bench().world().fleet(Bench.OTHER_ACCOUNT, Bench.REGION).put(Bench.WEB, InstanceState.RUNNING);

        List<Result> results = bench().handle(List.of(
                keepaliveOf(Bench.WEB),
                keepaliveOf(Bench.WEB, Map.of("region", "eu-west-1")),
                keepaliveOf(Bench.WEB, Map.of("account", "sensu-testing"))));

        assertThat(results).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().calls()).isEqualTo(3);
    }

    @Test
    default void whatIsCountedAgreesWithWhatWasCalled() {
        List<String> ids = Bench.ids(300);
        run(ids);

        bench().handleTogether(eventsOf(ids));

        assertThat(bench().metrics().counted("lookups")).isEqualTo(300);
        assertThat(bench().metrics().counted("calls", "region", "us-west-2", "account", "own", "way", "by_id"))
                .isEqualTo(2);
        assertThat(bench().metrics().recorded("batch_size", "region", "us-west-2", "account", "own"))
                .containsExactly(1.0, 299.0);
        assertThat(bench().metrics().recorded("lookup_seconds", "region", "us-west-2", "account", "own"))
                .hasSize(2);
        assertThat(bench().metrics().gauged("ids_in_flight", "region", "us-west-2", "account", "own"))
                .hasValue(0);
    }
}
