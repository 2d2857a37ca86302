package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.DB;
import static io.sensuhost.ec2.suite.Bench.GONE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from what is seen: every row of the table. */
interface Decisions extends OnTheBench {

    @ParameterizedTest
    @EnumSource
    default void aStateInTheListKeepsTheClient(InstanceState state) {
        bench().fleet().put(WEB, state);
        bench().with("allowed_instance_states", List.of(state.word()));

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,       INFERRED, true",
        "SHUTTING_DOWN, PROVEN,   false",
        "TERMINATED,    PROVEN,   false",
        "STOPPING,      INFERRED, true",
        "STOPPED,       INFERRED, true"
    })
    default void aStateOutsideTheListDeregistersTheClient(InstanceState state, Evidence evidence, boolean mayReturn) {
        bench().fleet().put(WEB, state);

        Result result = bench().handle(keepaliveOf(WEB));

        Deregistration wish = assertDeregistered(result, "instance_state_not_allowed");
        assertThat(wish.evidence()).isEqualTo(evidence);
        assertThat(wish.mayReturn()).isEqualTo(mayReturn);
        assertThat(result.reason()).isEqualTo("%s is %s in us-west-2; allowed: running".formatted(WEB, state.word()));
        assertThat(result.details())
                .containsEntry("instance_id", WEB)
                .containsEntry("instance_state", state.word())
                .containsEntry("allowed_instance_states", List.of("running"))
                .containsEntry("region", "us-west-2")
                .doesNotContainKey("account");
    }

    @Test
    default void runningOutsideTheListDeregistersTheClientToo() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().with("allowed_instance_states", List.of("stopped"));

        assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");
    }

    @Test
    default void rebootingInTheListKeepsARunningClientSinceEc2CannotTellThemApart() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().with("allowed_instance_states", List.of("rebooting"));

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
    }

    @Test
    default void theOpaqueBitsOfAStateMeanNothing() {
        bench().fleet().put(WEB, InstanceState.RUNNING).put(DB, InstanceState.STOPPED);
        bench().emulator().quirks().opaqueStateBits(true);

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
        assertDeregistered(bench().handle(keepaliveOf(DB)), "instance_state_not_allowed");
    }

    @Test
    default void aProvenAbsenceDeregistersTheClient() {
        bench().withWitness();

        Result result = bench().handle(keepaliveOf(GONE));

        Deregistration wish = assertDeregistered(result, "instance_absent");
        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(wish.mayReturn()).isFalse();
        assertThat(result.reason())
                .isEqualTo("EC2 said 2 times, 3 s apart, that " + GONE
                        + " does not exist in us-west-2, where it shows i-0feed0feed0feed00");
        assertThat(result.details()).containsEntry("instance_id", GONE).doesNotContainKey("instance_state");
    }

    @Test
    default void anAbsenceWithoutAWitnessProvesNothing() {
        Result result = bench().handle(keepaliveOf(GONE));

        assertFailed(result, "absence_unproven");
        assertThat(result.reason()).contains("us-west-2").contains("no instance of any known client has been seen");
        assertThat(bench().metrics().counted("absences_unproven")).isEqualTo(1);
    }

    @Test
    default void aNameThatIsNoInstanceIdIsIgnored() {
        assertIgnored(bench().handle(keepaliveOf("web-1")), "not_an_instance_id");
    }

    @Test
    default void aScopeWithoutInstanceIdStillNeedsANameThatIsOne() {
        assertIgnored(bench().handle(keepaliveOf("web-1", Map.of("timeout", 5))), "not_an_instance_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            instance_id             | web-1
            instance_id             | i-xyz
            instance_id             | ''
            allowed_instance_states | running
            region                  | us_west
            region                  | us-west-2.evil.example/
            timeout                 | soon
            account                 | ''
            access_key_id           | AKIDHALFAPAIR
            secret_access_key       | half-a-pair
            access_key_id           | REDACTED
            """)
    default void anAttributeThatCannotBeRightIsAFailure(String attribute, String value) {
        bench().fleet().put(WEB, InstanceState.TERMINATED);

        assertFailed(bench().handle(keepaliveOf(WEB, Map.of(attribute, value))), "invalid_client_settings");
        assertThat(bench().calls()).isZero();
    }

    @Test
    default void attributesOfAWrongTypeAreAFailure() {
        assertFailed(bench().handle(keepaliveOf(WEB, Map.of("instance_id", 42))), "invalid_client_settings");
        assertFailed(bench().handle(keepaliveOf(WEB, Map.of("timeout", -1))), "invalid_client_settings");
        assertFailed(
                bench().handle(keepaliveOf(WEB, Map.of("allowed_instance_states", List.of("runing")))),
                "invalid_client_settings");
        assertFailed(
                bench().handle(keepaliveOf(WEB, Map.of("allowed_instance_states", List.of()))),
                "invalid_client_settings");
        assertFailed(
                bench().handle(Bench.keepaliveOf(WEB).with("ec2", "i-0a1b2c3d4e5f60718")), "invalid_client_settings");
    }

    @Test
    default void anIdThatEc2CallsMalformedFailsItsOwnEventOnly() {
        bench().fleet().put(WEB, InstanceState.RUNNING).put(DB, InstanceState.RUNNING);

        List<Result> results =
                bench().handleTogether(List.of(keepaliveOf(WEB), keepaliveOf("i-424242"), keepaliveOf(DB)));

        assertThat(results)
                .extracting(Result::code)
                .containsExactly("instance_state_allowed", "lookup_failed", "instance_state_allowed");
        assertThat(results.get(1).reason()).contains("Invalid id: \"i-424242\"");
    }

    @Test
    default void anIdOfLooseFormIsFoundButNeverAbsent() {
        bench().withWitness();
        bench().fleet().put("i-424242", InstanceState.TERMINATED);

        assertFailed(bench().handle(keepaliveOf("i-BEEF")), "lookup_failed");
        assertDeregistered(bench().handle(keepaliveOf("i-424242")), "instance_state_not_allowed");
    }

    @Test
    default void anAccountThatIsNotConfiguredIsAFailure() {
        bench().withAccount(Role.of(Bench.ROLE), Map.of());

        Result result = bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testin")));

        assertFailed(result, "unknown_account");
        assertThat(result.reason()).contains("did you mean 'sensu-testing'?");
        assertThat(result.details())
                .containsEntry("account", "sensu-testin")
                .containsEntry("known_accounts", List.of("sensu-testing"));
        assertThat(bench().calls()).isZero();
    }

    @Test
    default void theEndOfAnIncidentIsIgnored() {
        assertIgnored(bench().handle(keepaliveOf(GONE).resolved()), "event_resolved");
    }

    @Test
    default void anotherChecksEventIsIgnored() {
        assertIgnored(bench().handle(keepaliveOf(GONE).check("disk", 2)), "not_a_keepalive");
    }

    @Test
    default void aClientThatTheRegistryNoLongerHasIsAlreadyGone() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);

        Result result =
                bench().settled(List.of(bench().send(keepaliveOf(WEB).build()))).get(0);

        assertDeregistered(result, "client_already_gone");
    }

    @Test
    default void aRegistryThatIsDownLeavesTheEvidenceWeakAndTheResultFailed() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().registry().down();

        Result result = bench().handle(keepaliveOf(WEB));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(bench().registry().deregistrations())
                .extracting(Deregistration::evidence)
                .containsExactly(Evidence.INFERRED);
    }

    @Test
    default void anIdThatTwoClientsClaimIsNoProof() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().registry().with(keepaliveOf("clone", Map.of("instance_id", WEB)).client());

        Deregistration wish = assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");

        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
    }

    /** Sensu may have told of it, and not yet of the other, when the registry is read. */
    @Test
    default void norIsOneThatAClientOfAnEventHasClaimed() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        Event ofClone = keepaliveOf("clone", Map.of("instance_id", WEB)).build();
        bench().settled(List.of(bench().send(ofClone)));
        bench().fleet().put(WEB, InstanceState.TERMINATED);

        Deregistration wish = assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");

        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
    }

    @Test
    default void theEndOfAnInstanceIsProofAmongAHundredThousandClients() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().registry()
                .with(Bench.ids(100_000).stream()
                        .map(id -> keepaliveOf(id).client())
                        .toArray(Client[]::new));

        Deregistration wish = assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");

        assertThat(wish.evidence()).isEqualTo(Evidence.PROVEN);
    }

    @Test
    default void anIdThatAClientWithOtherMistakesClaimsIsNoProofEither() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().registry()
                .with(keepaliveOf("clone", Map.of("instance_id", WEB, "timeout", "soon"))
                        .client());

        Deregistration wish = assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");

        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
    }

    @Test
    default void aClientsOwnListReplacesTheSettings() {
        bench().fleet().put(WEB, InstanceState.STOPPED).put(DB, InstanceState.RUNNING);
        Map<String, ?> own = Map.of("allowed_instance_states", List.of("stopped"));

        assertKept(bench().handle(keepaliveOf(WEB, own)), "instance_state_allowed");
        assertDeregistered(bench().handle(keepaliveOf(DB, own)), "instance_state_not_allowed");
    }

    @Test
    default void aClientsOwnRegionReplacesTheSettings() {
        bench().world().fleet("eu-west-1").put(WEB, InstanceState.RUNNING);

        assertKept(bench().handle(keepaliveOf(WEB, Map.of("region", "eu-west-1"))), "instance_state_allowed");
    }
}
