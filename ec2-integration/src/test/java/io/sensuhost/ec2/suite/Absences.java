package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.GONE;
import static io.sensuhost.ec2.suite.Bench.REGION;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Instance;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Journal;
import io.sensuhost.host.emulator.MissingIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What it takes for an absence to count, since a wrong region and a wrong account look just the same. */
interface Absences extends OnTheBench {

    @Test
    default void theSecondLookIsByFilterManagedInstancesIncluded() {
        bench().withWitness();

        assertDeregistered(bench().handle(keepaliveOf(GONE)), "instance_absent");

        List<Call> calls = bench().emulator().journal().entries().stream()
                .map(Journal.Entry::call)
                .toList();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).ids()).containsExactly(GONE);
        assertThat(calls.get(1).filters()).containsEntry("instance-id", List.of(GONE));
    }

    @Test
    default void aManagedInstanceThatTheFirstLookMissesIsSeenByTheSecond() {
        bench().withWitness();
        bench().fleet().put(Instance.running(WEB, REGION + "a").withManaged(true));
        bench().emulator().quirks().unseenFor(WEB, 1);

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
    }

    @ParameterizedTest
    @EnumSource
    default void anInstanceThatEc2DoesNotKnowYetIsKeptOnceItDoes(MissingIds told) {
        bench().withWitness();
        bench().emulator().quirks().missingIds(told);
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().quirks().unseenUntil(WEB, bench().clock().now().plusSeconds(2));

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
    }

    @Test
    default void theStatementsAreThreeSecondsApart() {
        bench().withWitness();

        CompletableFuture<Result> result = bench().send(keepaliveOf(GONE));
        bench().awaitThat(bench()::isQuiet);
        bench().clock().advance(Duration.ofMillis(2999));
        assertThat(bench().calls()).isEqualTo(1);

        bench().clock().advance(Duration.ofMillis(1));
        bench().awaitThat(result::isDone);
        assertDeregistered(result.join(), "instance_absent");
        assertThat(bench().calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    default void aTimeoutTooShortForTwoStatementsProvesNothing(int seconds) {
        bench().withWitness();
        bench().with("timeout", seconds);

        Result result = bench().handle(keepaliveOf(GONE, Map.of("timeout", seconds)));

        assertFailed(result, "absence_unproven");
        assertThat(result.reason()).contains("only once").contains("longer timeout");
        assertThat(bench().calls()).isEqualTo(1);
    }

    @Test
    default void aTimeoutDuringTheSecondLookProvesNothing() {
        bench().withWitness();
        bench().emulator().faults().always(call -> call.ids().isEmpty(), Fault.hang());

        CompletableFuture<Result> result = bench().send(keepaliveOf(GONE));
        bench().awaitThat(bench()::isQuiet);
        bench().clock().advance(Duration.ofSeconds(10));

        assertFailed(result.join(), "absence_unproven");
    }

    @Test
    default void aFleetThatLivesInAnotherRegionIsKept() {
        List<String> ids = Bench.ids(50);
        ids.forEach(id -> bench().world().fleet("eu-west-1").put(id, InstanceState.RUNNING));

        List<Result> results =
                bench().handle(ids.stream().map(Bench::keepaliveOf).toList());

        assertThat(results).extracting(Result::code).containsOnly("absence_unproven");
        assertThat(results.get(0).reason()).contains("us-west-2").contains("are region and account right?");
        assertThat(bench().registry().deregistrations()).isEmpty();
    }

    @Test
    default void aFleetThatLivesInAnotherAccountIsKept() {
        List<String> ids = Bench.ids(50);
        ids.forEach(id -> bench().world().fleet(Bench.OTHER_ACCOUNT, REGION).put(id, InstanceState.RUNNING));

        List<Result> results =
                bench().handle(ids.stream().map(Bench::keepaliveOf).toList());

        assertThat(results).extracting(Result::code).containsOnly("absence_unproven");
        assertThat(bench().registry().deregistrations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void withoutAWitnessTheSecondLookAsksForOtherKnownClientsToo(MissingIds told) {
        bench().emulator().quirks().missingIds(told);
        bench().fleet().put(WEB, InstanceState.STOPPED);
        bench().registry().with(keepaliveOf(WEB).client());

        Result result = bench().handle(keepaliveOf(GONE));

        assertDeregistered(result, "instance_absent");
        assertThat(result.reason()).contains("where it shows " + WEB);
    }

    @Test
    default void theOtherClientsAreTwentyAtMost() {
        Bench.ids(500).forEach(id -> bench().registry().with(keepaliveOf(id).client()));

        assertFailed(bench().handle(keepaliveOf(GONE)), "absence_unproven");

        List<String> asked =
                bench().emulator().journal().entries().get(1).call().filters().get("instance-id");
        assertThat(asked).hasSize(21).contains(GONE);
        assertThat(bench().calls()).isEqualTo(2);
    }

    @Test
    default void aClientElsewhereIsNoWitness() {
        bench().world().fleet("eu-west-1").put(WEB, InstanceState.RUNNING);
        assertKept(bench().handle(keepaliveOf(WEB, Map.of("region", "eu-west-1"))), "instance_state_allowed");

        assertFailed(bench().handle(keepaliveOf(GONE)), "absence_unproven");
        assertThat(bench().outcomes(WEB, "OK")).isEqualTo(1);
    }

    @Test
    default void aWitnessOfOtherKeysIsNone() {
        bench().withWitness();

        assertFailed(
                bench().handle(keepaliveOf(
                        GONE, Map.of("access_key_id", "AKIDCLIENT", "secret_access_key", "its-secret"))),
                "absence_unproven");
    }

    @Test
    default void aWitnessThatIsGoneByNowIsStillOne() {
        bench().withWitness();
        bench().fleet().remove("i-0feed0feed0feed00");

        assertDeregistered(bench().handle(keepaliveOf("i-0feed0feed0feed00")), "instance_absent");
    }

    @Test
    default void aWitnessNeedNotBeAskedForIfNobodyWantsOne() {
        bench().with("require_witness", false);

        Result result = bench().handle(keepaliveOf(GONE));

        assertDeregistered(result, "instance_absent");
    }

    @Test
    default void aRegistryThatCannotBeReadGivesNoWitness() {
        bench().registry().down();

        assertFailed(bench().handle(keepaliveOf(GONE)), "absence_unproven");
    }

    @Test
    default void anInstanceOfAnotherEventInTheSameStormIsAWitness() {
        bench().fleet().put(WEB, InstanceState.RUNNING);

        List<Result> results = bench().handle(List.of(keepaliveOf(GONE), keepaliveOf(WEB)));

        assertThat(results).extracting(Result::code).containsExactly("instance_absent", "instance_state_allowed");
    }
}
