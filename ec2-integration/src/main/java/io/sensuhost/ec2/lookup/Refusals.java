package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.access.CredentialsException;
import io.sensuhost.ec2.access.CredentialsException.Kind;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.settings.Access;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
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
    /** The key id of a session, and whatever has the length of a session token. */
    private static final Pattern LIKE_A_SECRET = Pattern.compile("\\bA[KS]IA[A-Z0-9]{12,}\\b|[\\w+/=-]{64,}");

    private static final Pattern SDKS_OWN_NOTE =
            Pattern.compile("(?<! ) *\\(SDK (Attempt Count|Diagnostics): [^()]*\\)");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}]+");
    private static final int MOST_LETTERS = 300;
    private static final int MOST_LETTERS_OF_A_CODE = 100;

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

    private static final Set<Class<? extends Throwable>> OUT_OF_TIME =
            Set.of(ApiCallTimeoutException.class, ApiCallAttemptTimeoutException.class);

    /** With these a part of the question would fare no better. */
    private static final Set<Class<? extends Throwable>> UNREACHABLE =
            Set.of(ConnectException.class, UnknownHostException.class, SSLException.class, AbortedException.class);

    private final String place;
    private final List<String> secrets;

    Refusals(Access access) {
        this.place = access.place();
        this.secrets = access.secrets();
    }

    Answer read(RuntimeException e, Question question) {
        if (e instanceof AwsServiceException refused && question.way() == Way.BY_ID) {
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

    /** What came with success, but is not EC2's. */
    String unreadable() {
        return "EC2 in " + place + ": the answer is not one of EC2's; is there a proxy or another service in between?";
    }

    Answer.Failure failure(RuntimeException e) {
        Optional<CredentialsException> credentials = inChain(e, CredentialsException.class);
        String where = credentials.map(Throwable::getMessage).orElse("EC2 in " + place) + ": ";
        Throwable cause = credentials.map(Throwable::getCause).orElse(e);
        Optional<AwsServiceException> refused = inChain(cause, AwsServiceException.class);
        if (refused.isPresent()) {
            return refusal(where, refused.get(), credentials.isPresent());
        }
        if (credentials.filter(error -> error.kind() == Kind.NONE_FOUND).isPresent()) {
            return new Answer.Failure(
                    Cause.CREDENTIALS_UNAVAILABLE, credentials.get().getMessage(), false);
        }
        if (isAny(cause, OUT_OF_TIME)) {
            return new Answer.Failure(Cause.TIMEOUT, where + "no answer in time", false);
        }
        boolean unreachable = isAny(cause, UNREACHABLE);
        return new Answer.Failure(Cause.LOOKUP_FAILED, where + words(cause), credentials.isEmpty() && !unreachable);
    }

    private Answer.Failure refusal(String where, AwsServiceException refused, boolean byCredentials) {
        String code = code(refused);
        String why = where + shown(code, MOST_LETTERS_OF_A_CODE) + ", " + words(refused);
        if (refused.isThrottlingException()) {
            return new Answer.Failure(Cause.THROTTLED, why, false);
        }
        if (DENIED.contains(code)) {
            String mend = byCredentials
                    ? "; does the role trust us, and may we call sts:AssumeRole?"
                    : "; do the credentials allow ec2:DescribeInstances?";
            return new Answer.Failure(Cause.ACCESS_DENIED, why + mend, false);
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
    private String words(Throwable e) {
        String message = e instanceof AwsServiceException refused
                ? details(refused).map(AwsErrorDetails::errorMessage).orElse("no message")
                : String.valueOf(e.getMessage());
        return shown(
                SDKS_OWN_NOTE.matcher(message.lines().findFirst().orElse("")).replaceAll(""), MOST_LETTERS);
    }

    private String shown(String text, int most) {
        String line = INVISIBLE.matcher(text).replaceAll(" ");
        for (String secret : secrets) {
            line = line.replace(secret, "REDACTED");
        }
        line = LIKE_A_SECRET.matcher(line).replaceAll("REDACTED");
        if (line.isBlank()) {
            return "no message";
        }
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    private static boolean isAny(Throwable e, Set<Class<? extends Throwable>> kinds) {
        return kinds.stream().anyMatch(kind -> inChain(e, kind).isPresent());
    }

    private static <E extends Throwable> Optional<E> inChain(Throwable e, Class<E> kind) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
