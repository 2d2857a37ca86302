package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Keys;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class RefusalsTest {

    private static final String A = "i-0000000a";
    private static final String B = "i-0000000b";
    private final Refusals refusals =
            new Refusals(new Access(new Keys.Pair("AKID", "hush"), Optional.empty(), "us-west-2"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The instance IDs 'i-0000000a, i-0000000b' do not exist",
                "The instance IDs 'i-0000000b,i-0000000a' do not exist",
                "i-0000000a i-0000000b",
                "[\"i-0000000a\", \"i-0000000b\", \"i-99999999\"]"
            })
    void theIdsThatAreMissingAreThoseThatTheMessageNames(String message) {
        assertThat(read(error(400, "InvalidInstanceID.NotFound", message), byId(A, B, "i-0000000c")))
                .isEqualTo(new Answer.NotFound(Set.of(A, B)));
    }

    @Test
    void anIdIsNotNamedByALongerOne() {
        assertThat(read(error(400, "InvalidInstanceID.NotFound", "'i-0000000a1' does not exist"), byId(A, B)))
                .isEqualTo(new Answer.NotFound(Set.of()));
    }

    @Test
    void theOnlyIdThatWasAskedForIsTheOneThatIsMissing() {
        assertThat(read(error(400, "InvalidInstanceID.NotFound", "gone"), byId(A)))
                .isEqualTo(new Answer.NotFound(Set.of(A)));
        assertThat(read(error(400, "InvalidInstanceID.Malformed", "bad"), byId(A)))
                .isEqualTo(new Answer.Malformed(Set.of(A), "bad"));
    }

    @Test
    void aMalformedIdThatIsNamedIsKnown() {
        assertThat(read(error(400, "InvalidInstanceID.Malformed", "Invalid id: \"i-0000000b\""), byId(A, B)))
                .isEqualTo(new Answer.Malformed(Set.of(B), "Invalid id: \"i-0000000b\""));
    }

    @Test
    void aMalformedIdThatIsNotNamedMayBeCornered() {
        assertThat(read(error(400, "InvalidInstanceID.Malformed", "Invalid id"), byId(A, B)))
                .isEqualTo(new Answer.Failure(Cause.LOOKUP_FAILED, "Invalid id", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"})
    void anErrorOfTheWayByIdIsNoAnswerToAQuestionByFilter(String code) {
        Question byFilter = new Question(Way.BY_FILTER, List.of(new Inquiry(A)), List.of(B), new Patience());

        assertThat(read(error(400, code, "The instance ID '" + A + "' does not exist"), byFilter))
                .isInstanceOfSatisfying(
                        Answer.Failure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Cause.LOOKUP_FAILED));
    }

    static Stream<Throwable> unreachable() {
        return Stream.of(
                new ConnectException("refused"),
                new UnknownHostException("ec2.invalid"),
                new SSLHandshakeException("no trust"),
                AbortedException.create("stopped"));
    }

    @ParameterizedTest
    @MethodSource("unreachable")
    void whereNobodyCanBeReachedAPartWouldFareNoBetter(Throwable unreachable) {
        assertThat(read(SdkClientException.create("Unable to execute HTTP request", unreachable), byId(A)))
                .isEqualTo(new Answer.Failure(
                        Cause.LOOKUP_FAILED, "EC2 in us-west-2: Unable to execute HTTP request", false));
    }

    @Test
    void aBrokenAnswerMayBeDivided() {
        assertThat(read(SdkClientException.create("cut", new IOException("end of stream")), byId(A)))
                .isEqualTo(new Answer.Failure(Cause.LOOKUP_FAILED, "EC2 in us-west-2: cut", true));
    }

    @Test
    void theEndOfTheTimeIsATimeout() {
        assertThat(List.of(ApiCallTimeoutException.create(1000), ApiCallAttemptTimeoutException.create(1000)))
                .allSatisfy(late -> assertThat(read(late, byId(A)))
                        .isEqualTo(new Answer.Failure(Cause.TIMEOUT, "EC2 in us-west-2: no answer in time", false)));
    }

    @Test
    void anErrorOfTheServerMayBeDividedAndOneOfOursMayNot() {
        assertThat(read(error(500, "InternalError", "oops"), byId(A)))
                .isEqualTo(new Answer.Failure(Cause.LOOKUP_FAILED, "EC2 in us-west-2: InternalError, oops", true));
        assertThat(read(error(499, "Odd", "oops"), byId(A)))
                .isEqualTo(new Answer.Failure(Cause.LOOKUP_FAILED, "EC2 in us-west-2: Odd, oops", false));
    }

    @Test
    void aThrottleIsNeverDivided() {
        assertThat(read(error(503, "RequestLimitExceeded", "Request limit exceeded."), byId(A)))
                .isEqualTo(new Answer.Failure(
                        Cause.THROTTLED, "EC2 in us-west-2: RequestLimitExceeded, Request limit exceeded.", false));
    }

    @Test
    void aDenialSaysWhatToDo() {
        assertThat(read(error(403, "UnauthorizedOperation", "You are not authorized"), byId(A)))
                .isEqualTo(new Answer.Failure(
                        Cause.ACCESS_DENIED,
                        "EC2 in us-west-2: UnauthorizedOperation, You are not authorized; do the credentials allow"
                                + " ec2:DescribeInstances?",
                        false));
    }

    @Test
    void aRefusalWithoutWordsIsNamedByItsStatus() {
        assertThat(read(Ec2Exception.builder().statusCode(418).build(), byId(A)))
                .isEqualTo(new Answer.Failure(Cause.LOOKUP_FAILED, "EC2 in us-west-2: status 418, no message", false));
    }

    @Test
    void onlyTheFirstLineOfAMessageIsShownAndNotTooMuchOfIt() {
        assertThat(why(error(400, "Odd", "first\nX-Amz-Security-Token: hush-hush")))
                .isEqualTo("EC2 in us-west-2: Odd, first");
        assertThat(why(error(400, "Odd", "word ".repeat(60)))).endsWith("Odd, " + "word ".repeat(60));
        assertThat(why(error(400, "Odd", "word ".repeat(61)))).endsWith("word word …");
        assertThat(why(error(400, "Odd", ""))).isEqualTo("EC2 in us-west-2: Odd, no message");
    }

    @Test
    void whatIsOrLooksLikeASecretIsNotShown() {
        assertThat(why(error(
                        400, "Odd", "key AKID, secret hush, session ASIAABCDEFGHIJKLMNOP, token " + "a/+=".repeat(16))))
                .isEqualTo("EC2 in us-west-2: Odd, key REDACTED, secret REDACTED, session REDACTED, token REDACTED");
    }

    @Test
    void causesThatGoRoundInCirclesEnd() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("two", one));

        assertThat(why(one)).isEqualTo("EC2 in us-west-2: one");
    }

    @Test
    @Timeout(60)
    void aMessageBeyondAllMeasureIsReadInOneGo() {
        assertThat(Stream.of(" ", "(SDK Diagnostics: ", "AKIA0123456789ABCDEF", "i-0000000a ", "a")
                        .map(unit -> why(error(400, "Odd", unit.repeat(100_000)))))
                .allSatisfy(why -> assertThat(why).hasSizeLessThan(400));
    }

    @Test
    void aCodeIsShownShortAndWithoutWhatCannotBeSeen() {
        assertThat(why(error(400, "\u001b[31m\u202eOdd\n" + "x ".repeat(1_000), "\u0000\u0007m")))
                .startsWith("EC2 in us-west-2:  [31m Odd x x")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]")
                .hasSizeLessThan(150);
    }

    private Answer read(RuntimeException e, Question question) {
        return refusals.read(e, question);
    }

    private String why(RuntimeException e) {
        return ((Answer.Failure) read(e, byId(A))).why();
    }

    private static Question byId(String... ids) {
        return new Question(Way.BY_ID, Stream.of(ids).map(Inquiry::new).toList(), List.of(), new Patience());
    }

    private static RuntimeException error(int status, String code, String message) {
        return Ec2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
