package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.WEB;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which AWS says no: none of them is an absence. The instance is terminated, were it to be seen. */
interface ErrorAnswers extends OnTheBench {

    @ParameterizedTest
    @CsvSource({
        "401, AuthFailure,                  access_denied",
        "403, UnauthorizedOperation,        access_denied",
        "403, AccessDenied,                 access_denied",
        "403, AccessDeniedException,        access_denied",
        "403, InvalidClientTokenId,         access_denied",
        "403, MissingAuthenticationToken,   access_denied",
        "403, SignatureDoesNotMatch,        access_denied",
        "403, Blocked,                      access_denied",
        "400, ExpiredToken,                 credentials_unavailable",
        "400, RequestExpired,               credentials_unavailable",
        "401, OptInRequired,                lookup_failed",
        "400, PendingVerification,          lookup_failed",
        "403, RegionDisabledException,      lookup_failed",
        "400, InvalidParameterValue,        lookup_failed",
        "400, InvalidParameterCombination,  lookup_failed",
        "400, FilterLimitExceeded,          lookup_failed",
        "400, InvalidNextToken,             lookup_failed",
        "400, InvalidInstanceID.Malformed,  lookup_failed",
        "400, UnknownOfThisVersion,         lookup_failed",
        "404, NotFound,                     lookup_failed",
        "412, DryRunOperation,              lookup_failed",
        "500, InternalError,                lookup_failed",
        "500, InternalFailure,              lookup_failed",
        "503, Unavailable,                  lookup_failed",
        "503, ServiceUnavailable,           lookup_failed",
    })
    default void anErrorOfEc2FailsTheEventAndKeepsTheClient(int status, String code, String result) {
        bench().withWitness();
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().emulator().faults().always(Call.to(Service.EC2), Fault.error(status, code));

        Result failed = bench().handle(keepaliveOf(WEB));

        assertFailed(failed, result);
        assertThat(bench().registry().knows(WEB)).isTrue();
        assertThat(failed.reason()).contains("us-west-2").contains("told to answer " + code);
        assertThat(bench().calls()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied,             access_denied",
        "403, InvalidClientTokenId,     access_denied",
        "403, SignatureDoesNotMatch,    access_denied",
        "403, ExpiredToken,             credentials_unavailable",
        "403, RegionDisabledException,  lookup_failed",
        "400, ValidationError,          lookup_failed",
        "400, PackedPolicyTooLarge,     lookup_failed",
        "500, InternalFailure,          lookup_failed",
        "503, ServiceUnavailable,       lookup_failed",
    })
    default void anErrorOfStsFailsTheEventAndKeepsTheClient(int status, String code, String result) {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().world().fleet("111111111111", Bench.REGION).put(WEB, InstanceState.TERMINATED);
        bench().emulator().faults().always(Call.to(Service.STS), Fault.error(status, code));

        Result failed = bench().handle(keepaliveOf(WEB, Map.of("account", "sensu-testing")));

        assertFailed(failed, result);
        assertThat(failed.reason()).startsWith("AssumeRole of " + ROLE + ": " + code);
        assertThat(bench().calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestLimitExceeded", "Throttling", "ThrottlingException", "EC2ThrottledException"})
    default void aThrottleThatLastsIsSaidSo(String code) {
        bench().with("timeout", 1);
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().emulator().faults().always(Call.to(Service.EC2), Fault.error(503, code));

        assertFailed(bench().handle(keepaliveOf(WEB)), "throttled");
    }

    @Test
    default void aThrottleOfStsThatLastsIsSaidSo() {
        bench().with("timeout", 1).withAccount(Role.of(ROLE), Map.of());
        bench().emulator().faults().always(Call.to(Service.STS), Fault.error(400, "Throttling"));

        CompletableFuture<Result> result = bench().send(keepaliveOf(WEB, Map.of("account", "sensu-testing")));
        bench().awaitThat(() -> bench().metrics().counted("failed_attempts") > 0);
        bench().clock().advance(Duration.ofSeconds(1));

        assertFailed(result.join(), "throttled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Please log in to the hotel's network.</body></html>",
                "Please log in to the hotel's network.",
                "<DescribeInstancesResponse/>",
                "<DescribeInstancesResponse><requestId>x</requestId></DescribeInstancesResponse>",
                "<DescribeInstancesResponse><reservationSet>",
                "<Response><Errors><Error><Code>Unavailable</Code></Error></Errors></Response>",
                "{\"message\": \"no route\"}",
            })
    default void aForeignPageWithStatus200IsNoAbsence(String page) {
        bench().withWitness();
        bench().emulator().faults().always(Call.to(Service.EC2), Fault.body(200, page));

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
    }

    @ParameterizedTest
    @CsvSource({"204", "302", "404", "418", "502", "504"})
    default void aForeignStatusIsNoAbsence(int status) {
        bench().withWitness();
        bench().emulator().faults().always(Call.to(Service.EC2), Fault.body(status, ""));

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
    }

    @Test
    default void anErrorAtTheSecondLookIsNoAbsence() {
        bench().withWitness();
        bench().emulator()
                .faults()
                .always(Call.naming(WEB).and(call -> call.ids().isEmpty()), Fault.error(500, "X"));

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
    }

    @Test
    default void anErrorMakesTheClientNoLessHandledNextTime() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        bench().emulator().faults().next(3, Fault.error(500, "InternalError"));

        assertFailed(bench().handle(keepaliveOf(WEB)), "lookup_failed");
        assertDeregistered(bench().handle(keepaliveOf(WEB)), "instance_state_not_allowed");
    }

    @Test
    default void anErrorThatPassesIsTriedAgain() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().emulator().faults().next(2, Fault.error(500, "InternalError"));

        assertKept(bench().handle(keepaliveOf(WEB)), "instance_state_allowed");
        assertThat(bench().calls()).isEqualTo(3);
    }

    @Test
    default void aRegionWhereNothingWasEverSeenSaysSoInEveryFailure() {
        bench().emulator().faults().next(3, Fault.error(500, "InternalError"));

        assertThat(bench().handle(keepaliveOf(WEB)).reason()).endsWith("(no instance has been seen in us-west-2 yet)");
        assertThat(bench().handle(keepaliveOf("i-424242")).reason())
                .endsWith("(no instance has been seen in us-west-2 yet)");
        assertThat(bench().metrics().gauged("witness_seen", "region", "us-west-2", "account", "own"))
                .hasValue(0);
    }

    @Test
    default void aRegionWhereSomethingWasSeenSaysSoInAMetric() {
        bench().withWitness();

        assertThat(bench().metrics().gauged("witness_seen", "region", "us-west-2", "account", "own"))
                .hasValue(1);
        assertThat(bench().handle(keepaliveOf("i-424242")).reason()).doesNotContain("has been seen");
    }

    @Test
    default void oneEventsErrorIsNotItsNeighbours() {
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().world().closeRegion("eu-west-1");

        List<Result> results =
                bench().handle(List.of(keepaliveOf(WEB, Map.of("region", "eu-west-1")), keepaliveOf(WEB)));

        assertThat(results).extracting(Result::code).containsExactly("lookup_failed", "instance_state_allowed");
        assertThat(results.get(0).reason()).contains("OptInRequired");
    }
}
