package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.OTHER_ACCOUNT;
import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.inTesting;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which account a client is looked for in, and with which keys; one that hangs holds up no other. */
interface Accounts extends OnTheBench {

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
        bench().theirs().put(WEB, InstanceState.RUNNING);

        assertKept(
                bench().handle(keepaliveOf(
                        WEB, Map.of("access_key_id", "AKIDCLIENT", "secret_access_key", "its-own-secret"))),
                "instance_state_allowed");
    }

    @Test
    default void aClientsKeysAreTheSourceOfItsAccountsRole() {
        bench().withAccount(Role.of(ROLE).trusting("222222222222"), Map.of());
        bench().world().key("AKIDCLIENT", "222222222222");
        bench().theirs().put(WEB, InstanceState.RUNNING);

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
        bench().theirs().put(WEB, InstanceState.RUNNING);

        assertKept(
                bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testing", "access_key_id", id))),
                "instance_state_allowed");
    }

    @Test
    default void aRoleMayBeNamedByItsArnAsSensuGosAnnotationsDo() {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().theirs().put(WEB, InstanceState.RUNNING);

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
