package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.OTHER_ACCOUNT;
import static io.sensuhost.ec2.suite.Bench.REGION;
import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles in other accounts, their sessions, and clients with keys of their own. */
interface Accounts extends OnTheBench {

    Map<String, String> IN_TESTING = Map.of("account", "sensu-testing");

    private static EventBuilder inTesting(String id) {
        return keepaliveOf(id, IN_TESTING);
    }

    private Fleet theirs() {
        return bench().world().fleet(OTHER_ACCOUNT, REGION);
    }

    @Test
    default void aRoleWithExternalIdIsAssumed() {
        bench().withAccount(
                        Role.of(ROLE).trusting("123456789012").withExternalId("sensu:42/x"),
                        Map.of("external_id", "sensu:42/x"));
        theirs().put(WEB, InstanceState.RUNNING);

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
        theirs().put(WEB, InstanceState.RUNNING);

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
        theirs().put(WEB, InstanceState.RUNNING);

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
        theirs().put(WEB, InstanceState.RUNNING);
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
        theirs().put(WEB, InstanceState.RUNNING);
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
        ids.forEach(id -> theirs().put(id, InstanceState.RUNNING));
        bench().handle(inTesting(ids.get(0)));
        String first = bench().emulator().journal().entries().get(1).call().accessKeyId();
        bench().emulator()
                .faults()
                .always(call -> call.accessKeyId().equals(first), Fault.error(400, "RequestExpired"));

        List<Result> results =
                bench().handle(ids.stream().map(Accounts::inTesting).toList());

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
        theirs().put(WEB, InstanceState.RUNNING);
        bench().clock().advance(Duration.ofSeconds(30));
        assertKept(bench().handle(inTesting(WEB)), "instance_state_allowed");
        assertThat(bench().assumed()).isEqualTo(2);
    }

    @Test
    default void aThousandEventsOfARefusedRoleAskOnce() {
        bench().withAccount(Role.of(ROLE).trusting("999999999999"), Map.of());

        List<Result> results = bench().handleTogether(
                        Bench.ids(1000).stream().map(Accounts::inTesting).toList());

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

    @Test
    default void aRoleThatHangsHoldsUpNoOtherAccount() throws InterruptedException {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().faults().always(Call.to(Service.STS), Fault.hang());
        CompletableFuture<Result> held = bench().send(inTesting(WEB));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));

        CompletableFuture<Result> free = bench().send(keepaliveOf(WEB));
        bench().awaitThat(free::isDone);

        assertKept(free.join(), "instance_state_allowed");
        assertThat(held).isNotDone();
        bench().clock().advance(Duration.ofSeconds(10));
        assertFailed(held.join(), "timeout");
    }

    @Test
    default void aRegionThatHangsHoldsUpNoOtherRegion() throws InterruptedException {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        CountDownLatch end = new CountDownLatch(1);
        bench().emulator().faults().always(Call.inRegion("eu-west-1"), Fault.heldBy(end));
        List<CompletableFuture<Result>> held = Bench.ids(100).stream()
                .map(id -> bench().send(keepaliveOf(id, Map.of("region", "eu-west-1"))))
                .toList();
        bench().emulator().journal().await(1, Duration.ofSeconds(10));

        CompletableFuture<Result> free = bench().send(keepaliveOf(WEB));
        bench().awaitThat(free::isDone);

        assertKept(free.join(), "instance_state_allowed");
        assertThat(held).allMatch(result -> !result.isDone());
        end.countDown();
    }

    @Test
    default void theAccountsRegionComesBeforeTheSettingsAndTheClientsBeforeBoth() {
        bench().withAccount(Role.of(ROLE), Map.of("region", "eu-west-1"));
        bench().world().fleet(OTHER_ACCOUNT, "eu-west-1").put(WEB, InstanceState.RUNNING);
        bench().world().fleet(OTHER_ACCOUNT, "ap-south-1").put(WEB, InstanceState.STOPPED);

        assertKept(bench().handle(inTesting(WEB)), "instance_state_allowed");
        assertDeregistered(
                bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testing", "region", "ap-south-1"))),
                "instance_state_not_allowed");
    }

    @Test
    default void aClientsKeysReplaceTheSettings() {
        bench().world().key("AKIDCLIENT", OTHER_ACCOUNT);
        theirs().put(WEB, InstanceState.RUNNING);

        assertKept(
                bench().handle(keepaliveOf(
                        WEB, Map.of("access_key_id", "AKIDCLIENT", "secret_access_key", "its-own-secret"))),
                "instance_state_allowed");
    }

    @Test
    default void aClientsKeysAreTheSourceOfItsAccountsRole() {
        bench().withAccount(Role.of(ROLE).trusting("222222222222"), Map.of());
        bench().world().key("AKIDCLIENT", "222222222222");
        theirs().put(WEB, InstanceState.RUNNING);

        assertKept(
                bench().handle(keepaliveOf(
                        WEB,
                        Map.of(
                                "account", "sensu-testing",
                                "access_key_id", "AKIDCLIENT",
                                "secret_access_key", "its-own-secret"))),
                "instance_state_allowed");
    }

    @Test
    default void redactedKeysOfAClientAreAFailureThatSaysWhatToDo() {
        bench().withWitness();

        Result result =
                bench().handle(keepaliveOf(WEB, Map.of("access_key_id", "REDACTED", "secret_access_key", "REDACTED")));

        assertFailed(result, "invalid_client_settings");
        assertThat(result.reason()).contains("redacts them").contains("ec2.accounts");
        assertThat(bench().calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDACTED", "AKIDHALF"})
    default void redactedOrHalfKeysDoNotMatterWhereAnAccountSaysWhere(String id) {
        bench().withAccount(Role.of(ROLE), Map.of());
        theirs().put(WEB, InstanceState.RUNNING);

        assertKept(
                bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testing", "access_key_id", id))),
                "instance_state_allowed");
    }

    @Test
    default void aRoleMayBeNamedByItsArnAsSensuGosAnnotationsDo() {
        bench().withAccount(Role.of(ROLE), Map.of());
        theirs().put(WEB, InstanceState.RUNNING);

        assertKept(bench().handle(keepaliveOf(WEB, Map.of("role_arn", ROLE))), "instance_state_allowed");
        assertThat(bench().handle(keepaliveOf(WEB, Map.of("role_arn", "arn:aws:iam::333333333333:role/other")))
                        .code())
                .isEqualTo("unknown_account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1", "us-gov-west-1", "ap-southeast-5"})
    default void otherPartitionsAndOptInRegionsAreAsked(String region) {
        bench().world().fleet(region).put(WEB, InstanceState.RUNNING);

        assertKept(bench().handle(keepaliveOf(WEB, Map.of("region", region))), "instance_state_allowed");
    }

    @Test
    default void aRegionThatNobodyOptedInToIsALookupFailure() {
        bench().withAccount(Role.of(ROLE), Map.of("region", "ap-east-1"));
        bench().world().closeRegion("ap-east-1");

        Result result = bench().handle(inTesting(WEB));

        assertFailed(result, "lookup_failed");
        assertThat(result.reason()).contains("RegionDisabledException");
    }
}
