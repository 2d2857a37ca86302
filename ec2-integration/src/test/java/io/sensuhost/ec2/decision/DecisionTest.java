package io.sensuhost.ec2.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Evidence;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.decision.Verdict.Deregister;
import io.sensuhost.ec2.decision.Verdict.Fail;
import io.sensuhost.ec2.decision.Verdict.Keep;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTest {

    private static final String ID = "i-0a1b2c3d4e5f60718";
    private static final String PLACE = "us-west-2, account sensu-testing";
    private static final Optional<String> WITNESS = Optional.of("i-0123abcd");

    @ParameterizedTest
    @EnumSource
    void anAllowedStateKeeps(InstanceState state) {
        Subject subject = subject(state.toString(), "rebooting");

        assertThat(Decision.decide(subject, new Present(state), true))
                .isEqualTo(new Keep(
                        Code.INSTANCE_STATE_ALLOWED,
                        "%s is %s in %s; allowed: %s, rebooting".formatted(ID, state, PLACE, state)));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,       true,  INFERRED, true",
        "STOPPING,      true,  INFERRED, true",
        "STOPPED,       true,  INFERRED, true",
        "SHUTTING_DOWN, true,  PROVEN,   false",
        "SHUTTING_DOWN, false, INFERRED, false",
        "TERMINATED,    true,  PROVEN,   false",
        "TERMINATED,    false, INFERRED, false"
    })
    void anotherStateDeregisters(InstanceState state, boolean sole, Evidence evidence, boolean mayReturn) {
        assertThat(Decision.decide(subject("running"), new Present(state), sole))
                .isEqualTo(new Deregister(
                        Code.INSTANCE_STATE_NOT_ALLOWED,
                        "%s is %s in %s; allowed: running".formatted(ID, state, PLACE),
                        evidence,
                        mayReturn));
    }

    @Test
    void anAbsenceStatedTwiceWithAWitnessDeregisters() {
        assertThat(Decision.decide(subject("running"), absent(WITNESS, 0, 3000), true))
                .isEqualTo(new Deregister(
                        Code.INSTANCE_ABSENT,
                        "EC2 said 2 times, 3 s apart, that " + ID + " does not exist in " + PLACE
                                + ", where it shows i-0123abcd",
                        Evidence.INFERRED,
                        false));
    }

    @Test
    void anAbsenceWithoutAWitnessDeregistersOnlyWhereNoneIsRequired() {
        Subject subject = new Subject(ID, PLACE, new AllowedStates(List.of("running")), false);

        assertThat(Decision.decide(subject, absent(Optional.empty(), 0, 1000, 4000), true))
                .isEqualTo(new Deregister(
                        Code.INSTANCE_ABSENT,
                        "EC2 said 3 times, 4 s apart, that " + ID + " does not exist in " + PLACE,
                        Evidence.INFERRED,
                        false));
        assertThat(Decision.decide(subject("running"), absent(Optional.empty(), 0, 4000), true))
                .isEqualTo(
                        new Fail(
                                Code.ABSENCE_UNPROVEN,
                                "EC2 says that " + ID + " does not exist in " + PLACE
                                        + ", but no instance of any known client has been seen there: are region and account right?"));
    }

    @Test
    void anAbsenceStatedOnceOrTwiceTooSoonProvesNothing() {
        Fail once = new Fail(
                Code.ABSENCE_UNPROVEN,
                "EC2 said only once that " + ID + " does not exist in " + PLACE
                        + "; it takes two answers 3 s apart, so a longer timeout may be needed");

        assertThat(Decision.decide(subject("running"), absent(WITNESS, 0), true))
                .isEqualTo(once);
        assertThat(Decision.decide(subject("running"), absent(WITNESS), true)).isEqualTo(once);
        assertThat(Decision.decide(subject("running"), absent(WITNESS, 0, 2999), true))
                .isEqualTo(once);
        assertThat(Decision.decide(subject("running"), absent(WITNESS, 500, 3499), true))
                .isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED,               THROTTLED",
        "TIMEOUT,                 TIMEOUT",
        "ACCESS_DENIED,           ACCESS_DENIED",
        "CREDENTIALS_UNAVAILABLE, CREDENTIALS_UNAVAILABLE",
        "LOOKUP_FAILED,           LOOKUP_FAILED"
    })
    void theLackOfAnAnswerFails(Cause cause, Code code) {
        assertThat(Decision.decide(subject("running"), new Unknown(cause, "it rains"), true))
                .isEqualTo(new Fail(code, "it rains"));
    }

    @Test
    void anIdThatIsNoneToEc2Fails() {
        assertThat(Decision.decide(subject("running"), new Invalid("Invalid id"), true))
                .isEqualTo(new Fail(Code.LOOKUP_FAILED, ID + " is no instance id to EC2 in " + PLACE + ": Invalid id"));
    }

    @Test
    void eachVerdictIsTreatedAsWhatItIs() {
        Verdict keep = new Keep(Code.INSTANCE_STATE_ALLOWED, "stays");
        Verdict go = new Deregister(Code.INSTANCE_ABSENT, "goes", Evidence.INFERRED, false);
        Verdict fail = new Fail(Code.TIMEOUT, "open");

        assertThat(Stream.of(keep, go, fail)
                        .map(verdict -> verdict.<String>match(k -> "keep", d -> "deregister", f -> "fail")))
                .containsExactly("keep", "deregister", "fail");
        assertThat(Stream.of(keep, go, fail).map(Verdict::reason)).containsExactly("stays", "goes", "open");
    }

    @Test
    void codesAreWordsToMatchOn() {
        assertThat(Stream.of(Code.values()).map(Code::toString))
                .containsExactlyInAnyOrder(
                        "instance_state_allowed",
                        "instance_state_not_allowed",
                        "instance_absent",
                        "absence_unproven",
                        "lookup_failed",
                        "timeout",
                        "throttled",
                        "access_denied",
                        "credentials_unavailable",
                        "not_an_instance_id",
                        "unknown_account",
                        "invalid_client_settings",
                        "event_resolved",
                        "not_a_keepalive");
    }

    private static Subject subject(String... allowed) {
        return new Subject(ID, PLACE, new AllowedStates(List.of(allowed)), true);
    }

    private static Absent absent(Optional<String> witness, long... millis) {
        return new Absent(
                Arrays.stream(millis)
                        .mapToObj(at -> new Statement(Way.BY_ID, Duration.ofMillis(at)))
                        .toList(),
                witness);
    }
}
