package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What becomes of a call that is refused, and who hears of it. */
@Timeout(60)
class ConnectionTest {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final String REGION = "us-west-2";
    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";
    private static final Access OWN = new Access(new Keys.Pair("AKID", "hush"), Optional.empty(), REGION);
    private static final Access IN_ROLE = new Access(
            OWN.keys(),
            Optional.of(
                    new Account("testing", ARN, Optional.empty(), Optional.empty(), "sensu-host", Duration.ofHours(1))),
            REGION);

    private final World world = new World().role(Role.of(ARN));
    private final Emulator emulator = Emulator.start(world);
    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Connections connections = new Connections(
            Ec2Settings.of(Declarations.SETTINGS.read(
                    "ec2",
                    Map.of(
                            "endpoint", emulator.endpoint().toString(),
                            "sts_endpoint", emulator.endpoint().toString()))),
            clock,
            metrics,
            Apache5HttpClient.create());
    private final List<String> heard = new ArrayList<>();
    private final CallListener listener = new CallListener() {
        @Override
        public void called(String identity) {
            heard.add("called " + identity);
        }

        @Override
        public void attemptFailed(boolean throttled) {
            heard.add("failed, throttled: " + throttled);
        }
    };

    @AfterEach
    void stop() {
        connections.close();
        emulator.close();
    }

    @Test
    void callsGoOnAsEverAfterAGreeting() {
        world.fleet("111111111111", REGION).put("i-0123abcd", InstanceState.RUNNING);

        try (Connection connection = connections.open(IN_ROLE)) {
            Attempts.watch(listener);
            connection.greet();
            Attempts.unwatch();
            assertThat(calls()).isEmpty();
            // STS and EC2, and neither is tried again.
            assertThat(heard).hasSize(2);
            heard.clear();

            assertThat(describe(connection).reservations()).hasSize(1);
        }
        assertThat(calls()).containsExactly("AssumeRole", "DescribeInstances");
        assertThat(heard).containsExactly("called ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredToken", "AuthFailure"})
    void aSessionThatEc2DoesNotAcceptIsGivenUpAndAnotherOneTried(String code) {
        world.fleet("111111111111", REGION).put("i-0123abcd", InstanceState.RUNNING);
        refuse(1, 400, code);

        try (Connection connection = connections.open(IN_ROLE)) {
            assertThat(describe(connection).reservations()).hasSize(1);
        }
        assertThat(calls()).containsExactly("AssumeRole", "DescribeInstances", "AssumeRole", "DescribeInstances");
    }

    /** It may be the clock's fault: the SDK sets its own by the answer and tries again before anything else. */
    @Test
    void soIsOneWhoseRequestsAllExpire() {
        refuse(3, 400, "RequestExpired");

        try (Connection connection = connections.open(IN_ROLE)) {
            describe(connection);
        }
        assertThat(calls())
                .containsExactly(
                        "AssumeRole",
                        "DescribeInstances",
                        "DescribeInstances",
                        "DescribeInstances",
                        "AssumeRole",
                        "DescribeInstances");
    }

    @Test
    void aSecondSessionThatIsNotAcceptedIsTheLast() {
        refuse(2, 401, "AuthFailure");

        try (Connection connection = connections.open(IN_ROLE)) {
            assertThatThrownBy(() -> describe(connection)).isInstanceOf(Ec2Exception.class);
        }
        assertThat(calls()).hasSize(4);
    }

    @Test
    void aRefusalOfAnotherKindLeavesTheSessionAsItIs() {
        refuse(1, 403, "UnauthorizedOperation");

        try (Connection connection = connections.open(IN_ROLE)) {
            assertThatThrownBy(() -> describe(connection)).isInstanceOf(Ec2Exception.class);
            assertThat(describe(connection).reservations()).isEmpty();
        }
        assertThat(calls()).containsExactly("AssumeRole", "DescribeInstances", "DescribeInstances");
    }

    @Test
    void keysOfTheSettingsThatAreNotAcceptedAreNotTriedAgain() {
        refuse(1, 401, "AuthFailure");

        try (Connection connection = connections.open(OWN)) {
            assertThatThrownBy(() -> describe(connection)).isInstanceOf(Ec2Exception.class);
        }
        assertThat(calls()).containsExactly("DescribeInstances");
    }

    @Test
    void whoAsksHearsOfTheCallAndOfItsFailedAttemptsAndOfNoOthers() {
        refuse(1, 500, "InternalError");
        try (Connection connection = connections.open(OWN)) {
            describe(connection);
        }
        refuse(1, 500, "InternalError");
        connections.tryOut(OWN);

        assertThat(heard).containsExactly("called AKID", "failed, throttled: false");
    }

    @Test
    void theKeysOfASessionAreNobodysIdentity() {
        try (Connection connection = connections.open(IN_ROLE)) {
            describe(connection);

            assertThat(connection.identity()).isEmpty();
        }
        assertThat(heard).containsExactly("called ");
    }

    @Test
    void aCallThatBeginsTooLateTimesOut() {
        emulator.faults().always(Call.any(), Fault.hang());

        try (Connection connection = connections.open(OWN)) {
            assertThatThrownBy(() -> connection.describe(request(), Duration.ofSeconds(-1), Connection.UNHEARD))
                    .isInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    void anAccessThatWorksIsTheOneOfItsArn() {
        assertThat(connections.tryOut(OWN)).isEqualTo("arn:aws:iam::123456789012:user/emulated");
        assertThat(connections.tryOut(IN_ROLE)).isEqualTo("arn:aws:sts::111111111111:assumed-role/readonly/sensu-host");
    }

    @Test
    void anAccessThatMayNotDescribeDoesNotWork() {
        refuse(1, 403, "UnauthorizedOperation");

        assertThatThrownBy(() -> connections.tryOut(OWN)).hasMessageContaining("UnauthorizedOperation");
    }

    @Test
    void theAgeOfASessionIsThatOfTheLatest() {
        try (Connection connection = connections.open(IN_ROLE)) {
            assertThat(age()).hasValue(0);
            describe(connection);
            clock.advance(Duration.ofMillis(90_500));

            assertThat(age()).hasValue(90.5);

            refuse(1, 401, "AuthFailure");
            describe(connection);

            assertThat(age()).hasValue(0);
        }
    }

    private OptionalDouble age() {
        return metrics.gauged("role_session_age_seconds", "region", REGION, "account", "testing");
    }

    private void refuse(int calls, int status, String code) {
        emulator.faults().next(calls, Call.of("DescribeInstances"), Fault.error(status, code));
    }

    private List<String> calls() {
        return emulator.journal().entries().stream()
                .map(entry -> entry.call().action())
                .toList();
    }

    private DescribeInstancesResponse describe(Connection connection) {
        return connection.describe(request(), TIME, listener);
    }

    private static DescribeInstancesRequest request() {
        return DescribeInstancesRequest.builder().build();
    }
}
