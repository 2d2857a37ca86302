package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.access.CredentialsException;
import io.sensuhost.ec2.decision.Observation.Cause;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What it means when EC2, STS or the way to them fails. */
final class Refusals {

    private static final Pattern WORD = Pattern.compile("[\\w-]+");
    private static final int MOST_WORDS = 300;

    private static final Set<String> OF_SESSION = Set.of("ExpiredToken", "RequestExpired", "AuthFailure");

    private static final Set<String> DENIED = Set.of(
            "UnauthorizedOperation",
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "SignatureDoesNotMatch",
            "Blocked");

    private static final Set<String> CREDENTIALS = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private final String place;

    Refusals(String place) {
        this.place = place;
    }

    /** Whether it may be a role's session that EC2 has had enough of. */
    static boolean isOfSession(RuntimeException e) {
        return e instanceof AwsServiceException refused && OF_SESSION.contains(code(refused));
    }

    Answer read(RuntimeException e, Question question) {
        if (e instanceof AwsServiceException refused && !question.inquiries().isEmpty()) {
            String code = code(refused);
            if (code.equals("InvalidInstanceID.NotFound")) {
                return new Answer.NotFound(named(refused, question));
            }
            if (code.equals("InvalidInstanceID.Malformed")) {
                Set<String> named = named(refused, question);
                return named.isEmpty()
                        ? new Answer.Failure(Cause.LOOKUP_FAILED, words(refused), true)
                        : new Answer.Malformed(named, words(refused));
            }
        }
        return failure(e);
    }

    private Answer.Failure failure(RuntimeException e) {
        Optional<AwsServiceException> refused = inChain(e, AwsServiceException.class);
        Optional<CredentialsException> credentials = inChain(e, CredentialsException.class);
        String where = credentials.map(Throwable::getMessage).orElse("EC2 in " + place) + ": ";
        if (refused.isPresent()) {
            return refusal(where, refused.get(), credentials.isPresent());
        }
        if (credentials.isPresent()) {
            return new Answer.Failure(Cause.CREDENTIALS_UNAVAILABLE, where + words(credentials.get()), false);
        }
        if (inChain(e, ApiCallTimeoutException.class).isPresent()
                || inChain(e, ApiCallAttemptTimeoutException.class).isPresent()) {
            return new Answer.Failure(Cause.TIMEOUT, where + "no answer in time", false);
        }
        boolean unreachable = Stream.of(
                        ConnectException.class, UnknownHostException.class, SSLException.class, AbortedException.class)
                .anyMatch(kind -> inChain(e, kind).isPresent());
        return new Answer.Failure(Cause.LOOKUP_FAILED, where + words(e), !unreachable);
    }

    private static Answer.Failure refusal(String where, AwsServiceException refused, boolean byCredentials) {
        String code = code(refused);
        String why = where + code + ", " + words(refused);
        if (refused.isThrottlingException()) {
            return new Answer.Failure(Cause.THROTTLED, why, false);
        }
        if (DENIED.contains(code)) {
            return new Answer.Failure(
                    Cause.ACCESS_DENIED,
                    why
                            + (byCredentials
                                    ? "; does the role trust us, and may we call sts:AssumeRole?"
                                    : "; do the credentials allow ec2:DescribeInstances?"),
                    false);
        }
        if (CREDENTIALS.contains(code)) {
            return new Answer.Failure(Cause.CREDENTIALS_UNAVAILABLE, why, false);
        }
        return new Answer.Failure(Cause.LOOKUP_FAILED, why, !byCredentials && refused.statusCode() >= 500);
    }

    /** The ids of the question that the message names; the only one that was asked for, whatever it names. */
    private static Set<String> named(AwsServiceException refused, Question question) {
        if (question.inquiries().size() == 1) {
            return Set.of(question.inquiries().get(0).id());
        }
        Set<String> words = WORD.matcher(
                        details(refused).map(AwsErrorDetails::errorMessage).orElse(""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        return question.inquiries().stream()
                .map(Inquiry::id)
                .filter(words::contains)
                .collect(Collectors.toSet());
    }

    private static String code(AwsServiceException refused) {
        return details(refused).map(AwsErrorDetails::errorCode).orElse("status " + refused.statusCode());
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException refused) {
        return Optional.ofNullable(refused.awsErrorDetails()).filter(details -> details.errorCode() != null);
    }

    /** The first line, shortened: what follows may quote the request, session token included. */
    private static String words(Throwable e) {
        String message = e instanceof AwsServiceException refused
                ? details(refused).map(AwsErrorDetails::errorMessage).orElse("no message")
                : String.valueOf((e instanceof CredentialsException ? e.getCause() : e).getMessage());
        String line = message.lines().findFirst().orElse("");
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "…";
    }

    private static <E extends Throwable> Optional<E> inChain(Throwable e, Class<E> kind) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
