package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.REGION;
import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.inTesting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles in other accounts, and their sessions. */
interface Roles extends OnTheBench {

    @Test
    default void aRoleWithExternalIdIsAssumed() {
        bench().withAccount(
                        Role.of(ROLE).trusting("123456789012").withExternalId("sensu:42/x"),
                        Map.of("external_id", "sensu:42/x"));
        bench().theirs().put(WEB, InstanceState.RUNNING);

        Result result = bench().handle(inTesting(WEB));

        assertKept(result, "instance_state_allowed");
        assertThat(result.details()).containsEntry("account", "sensu-testing").containsEntry("region", REGION);
        assertThat(result.reason()).contains("us-west-2, account sensu-testing");
    }

    @Test
    default void aWrongExternalIdIsRefused() {
        bench().withAccount(Role.of(ROLE).withExternalId("right"), Map.of("external_id", "wrong"));

        Result result = bench().handle(inTesting(WEB));

        assertFailed(result, "access_denied");
        assertThat(result.reason()).contains("AssumeRole of " + ROLE).contains("does the role trust us");
    }

    @Test
    default void oneSessionServesManyEvents() {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().theirs().put(WEB, InstanceState.RUNNING);

        for (int i = 0; i < 20; i++) {
            bench().handle(inTesting(WEB));
        }

        assertThat(bench().assumed()).isEqualTo(1);
        assertThat(bench().metrics().counted("assume_role", "account", "sensu-testing", "outcome", "assumed"))
                .isEqualTo(1);
    }

    @Test
    default void aSessionIsRenewedBeforeItEnds() {
        bench().withAccount(Role.of(ROLE), Map.of("duration", 900));
        bench().theirs().put(WEB, InstanceState.RUNNING);

        bench().handle(inTesting(WEB));
        bench().clock().advance(Duration.ofSeconds(599));
        bench().handle(inTesting(WEB));
        assertThat(bench().assumed()).isEqualTo(1);
        assertThat(bench().metrics().gauged("role_session_age_seconds", "region", REGION, "account", "sensu-testing"))
                .hasValue(599);

        bench().clock().advance(Duration.ofSeconds(1));
        bench().handle(inTesting(WEB));
        assertThat(bench().assumed()).isEqualTo(2);
    }

    @Test
    default void aRenewalThatFailsLeavesTheSessionInUseUntilItsEnd() {
        bench().withAccount(Role.of(ROLE), Map.of("duration", 900));
        bench().theirs().put(WEB, InstanceState.RUNNING);
        bench().handle(inTesting(WEB));
        bench().emulator().faults().always(Call.to(Service.STS), Fault.error(403, "AccessDenied"));

        bench().clock().advance(Duration.ofSeconds(700));
        assertKept(bench().handle(inTesting(WEB)), "instance_state_allowed");

        bench().clock().advance(Duration.ofSeconds(200));
        assertFailed(bench().handle(inTesting(WEB)), "access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredToken", "RequestExpired", "AuthFailure"})
    default void aSessionThatEc2DoesNotAcceptIsAssumedAnewOnce(String code) {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().theirs().put(WEB, InstanceState.RUNNING);
        bench().handle(inTesting(WEB));
        String first = bench().emulator().journal().entries().get(1).call().accessKeyId();
        bench().emulator().faults().always(call -> call.accessKeyId().equals(first), Fault.error(400, code));

        assertKept(bench().handle(inTesting(WEB)), "instance_state_allowed");
        assertThat(bench().assumed()).isEqualTo(2);
    }

    @Test
    default void aSessionThatExpiredIsAssumedAnewOnceForAWholeStorm() {
        bench().withAccount(Role.of(ROLE).withMaxSession(Duration.ofHours(2)), Map.of("duration", 3600));
        List<String> ids = Bench.ids(2500);
        ids.forEach(id -> bench().theirs().put(id, InstanceState.RUNNING));
        bench().handle(inTesting(ids.get(0)));
        String first = bench().emulator().journal().entries().get(1).call().accessKeyId();
        bench().emulator()
                .faults()
                .always(call -> call.accessKeyId().equals(first), Fault.error(400, "RequestExpired"));

        List<Result> results = bench().handle(ids.stream().map(Bench::inTesting).toList());

        assertThat(results).extracting(Result::code).containsOnly("instance_state_allowed");
        assertThat(bench().assumed()).isEqualTo(2);
    }

    @Test
    default void aSecondSessionThatEc2DoesNotAcceptIsTheEndOfIt() {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().emulator().faults().always(Call.to(Service.EC2), Fault.error(401, "AuthFailure"));

        assertFailed(bench().handle(inTesting(WEB)), "access_denied");
        assertThat(bench().assumed()).isEqualTo(2);
        assertThat(bench().calls()).isEqualTo(2);
    }

    @Test
    default void aRefusedRoleIsRememberedForAWhile() {
        bench().withAccount(Role.of(ROLE).trusting("999999999999"), Map.of());

        for (int i = 0; i < 1000; i++) {
            assertThat(bench().handle(inTesting(WEB)).code()).isEqualTo("access_denied");
        }
        assertThat(bench().assumed()).isEqualTo(1);

        bench().world().role(Role.of(ROLE));
        bench().theirs().put(WEB, InstanceState.RUNNING);
        bench().clock().advance(Duration.ofSeconds(30));
        assertKept(bench().handle(inTesting(WEB)), "instance_state_allowed");
        assertThat(bench().assumed()).isEqualTo(2);
    }

    @Test
    default void aThousandEventsOfARefusedRoleAskOnce() {
        bench().withAccount(Role.of(ROLE).trusting("999999999999"), Map.of());

        List<Result> results = bench().handleTogether(
                        Bench.ids(1000).stream().map(Bench::inTesting).toList());

        assertThat(results).extracting(Result::code).containsOnly("access_denied");
        assertThat(bench().assumed()).isEqualTo(1);
        assertThat(bench().calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Please log in to the hotel's network.</body></html>",
                "<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>",
                "<AssumeRoleResponse><AssumeRoleResult><Credentials/></AssumeRoleResult></AssumeRoleResponse>"
            })
    default void aForeignPageInThePlaceOfStsAnswerIsALookupFailure(String page) {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().emulator().faults().always(Call.to(Service.STS), Fault.body(200, page));

        Result result = bench().handle(inTesting(WEB));

        assertFailed(result, "lookup_failed");
        assertThat(result.reason()).contains("AssumeRole of " + ROLE).contains("not one of STS's");
    }
}
