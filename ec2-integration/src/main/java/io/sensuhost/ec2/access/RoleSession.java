package io.sensuhost.ec2.access;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.settings.Account;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The session of an assumed role: asked for when it is needed, renewed before it ends, one request at a time, for which
 * nobody waits who has a session that still holds. A refusal is remembered for a while, so that a storm of events does
 * not become a storm of requests. Ages are measured in time passed, so that a clock that is set does no harm. It runs no
 * thread.
 */
final class RoleSession implements AwsCredentialsProvider {

    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);
    private static final Duration REFUSAL_REMEMBERED = Duration.ofSeconds(30);

    private final StsClient sts;
    private final Account account;
    private final HostClock clock;
    private final Metrics metrics;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Session> session = Optional.empty();
    private volatile Optional<Refusal> refusal = Optional.empty();

    RoleSession(StsClient sts, Account account, HostClock clock, Metrics metrics) {
        this.sts = sts;
        this.account = account;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Optional<Session> valid = valid();
        if (valid.isEmpty()) {
            asking.lock();
        } else if (isFresh(valid.get()) || !asking.tryLock()) {
            return valid.get().credentials();
        }
        try {
            return renewed().credentials();
        } finally {
            asking.unlock();
        }
    }

    /** Whoever has waited for the lock may find the session that the one before has brought. */
    private Session renewed() {
        Optional<Session> valid = valid();
        if (valid.filter(this::isFresh).isPresent()) {
            return valid.get();
        }
        Optional<Refusal> recent = refusal.filter(last -> age(last.since()).compareTo(REFUSAL_REMEMBERED) < 0);
        if (recent.isPresent()) {
            return valid.orElseThrow(() -> recent.get().error());
        }
        try {
            Session assumed = assumed();
            session = Optional.of(assumed);
            refusal = Optional.empty();
            return assumed;
        } catch (SdkException e) {
            metrics.count("assume_role", 1, "account", account.name(), "outcome", "failed");
            CredentialsException error = new CredentialsException(
                    CredentialsException.Kind.ROLE_NOT_ASSUMED, "AssumeRole of " + account.roleArn(), e);
            if (valid.isPresent() || isLasting(e)) {
                refusal = Optional.of(new Refusal(error, clock.elapsed()));
            }
            return valid.orElseThrow(() -> error);
        }
    }

    /**
     * Gives up a session that EC2 did not accept.
     *
     * @param refused what the call was made with: a session that has come since is kept
     */
    void drop(AwsCredentials refused) {
        asking.lock();
        try {
            session = session.filter(current -> !current.credentials().equals(refused));
        } finally {
            asking.unlock();
        }
    }

    double ageInSeconds() {
        return session.map(current -> age(current.since()).toMillis() / 1000.0).orElse(0.0);
    }

    private Session assumed() {
        Credentials given = sts.assumeRole(request -> request.roleArn(account.roleArn())
                        .roleSessionName(account.sessionName())
                        .durationSeconds((int) account.duration().toSeconds())
                        .externalId(account.externalId().orElse(null)))
                .credentials();
        if (given == null
                || given.accessKeyId() == null
                || given.secretAccessKey() == null
                || given.sessionToken() == null) {
            throw SdkClientException.create("the answer is not one of STS's; is there a proxy in between?");
        }
        metrics.count("assume_role", 1, "account", account.name(), "outcome", "assumed");
        return new Session(
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()),
                clock.elapsed());
    }

    private static boolean isLasting(SdkException e) {
        return e instanceof AwsServiceException refused
                && refused.statusCode() < 500
                && !refused.isThrottlingException();
    }

    private Optional<Session> valid() {
        return session.filter(current -> age(current.since()).compareTo(account.duration()) < 0);
    }

    private boolean isFresh(Session current) {
        return age(current.since()).compareTo(account.duration().minus(RENEWED_BEFORE_END)) < 0;
    }

    private Duration age(Duration since) {
        return clock.elapsed().minus(since);
    }

    private record Session(AwsSessionCredentials credentials, Duration since) {}

    private record Refusal(CredentialsException error, Duration since) {}
}
