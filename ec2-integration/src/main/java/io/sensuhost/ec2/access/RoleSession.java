package io.sensuhost.ec2.access;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.settings.Account;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The session of an assumed role: asked for when it is needed, used until it nears its end, one request at a time. A
 * refusal is remembered for a while, so that a storm of events does not become a storm of requests. Ages are measured in
 * time passed, so that a clock that is set does no harm. It runs no thread.
 */
final class RoleSession implements AwsCredentialsProvider {

    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);
    private static final Duration REFUSAL_REMEMBERED = Duration.ofSeconds(30);

    private final StsClient sts;
    private final Account account;
    private final HostClock clock;
    private final Metrics metrics;
    private Optional<Session> session = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();

    RoleSession(StsClient sts, Account account, HostClock clock, Metrics metrics) {
        this.sts = sts;
        this.account = account;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        Optional<Session> usable =
                session.filter(current -> age(current.since()).compareTo(account.duration()) < 0);
        if (usable.isPresent()
                && age(usable.get().since()).compareTo(account.duration().minus(RENEWED_BEFORE_END)) < 0) {
            return usable.get().credentials();
        }
        if (refusal.isPresent() && age(refusal.get().since()).compareTo(REFUSAL_REMEMBERED) < 0) {
            return usable.map(Session::credentials)
                    .orElseThrow(() -> refusal.get().error());
        }
        try {
            session = Optional.of(assumed());
            refusal = Optional.empty();
        } catch (SdkException e) {
            CredentialsException error = remembered(e);
            return usable.map(Session::credentials).orElseThrow(() -> error);
        }
        return session.get().credentials();
    }

    /**
     * Forgets the session if it is no younger than a call that failed with it.
     *
     * @param callBegan when the call began, in time passed
     */
    synchronized void drop(Duration callBegan) {
        session = session.filter(current -> current.since().compareTo(callBegan) > 0);
    }

    synchronized double ageInSeconds() {
        return session.map(current -> age(current.since()).toMillis() / 1000.0).orElse(0.0);
    }

    private Session assumed() {
        Credentials given = sts.assumeRole(request -> request.roleArn(account.roleArn())
                        .roleSessionName(account.sessionName())
                        .durationSeconds((int) account.duration().toSeconds())
                        .externalId(account.externalId().orElse(null)))
                .credentials();
        metrics.count("assume_role", 1, "account", account.name(), "outcome", "assumed");
        return new Session(
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()),
                clock.elapsed());
    }

    private CredentialsException remembered(SdkException e) {
        metrics.count("assume_role", 1, "account", account.name(), "outcome", "failed");
        CredentialsException error = new CredentialsException("AssumeRole of " + account.roleArn() + " failed", e);
        if (e instanceof AwsServiceException refused
                && refused.statusCode() < 500
                && !refused.isThrottlingException()) {
            refusal = Optional.of(new Refusal(error, clock.elapsed()));
        }
        return error;
    }

    private Duration age(Duration since) {
        return clock.elapsed().minus(since);
    }

    private record Session(AwsSessionCredentials credentials, Duration since) {}

    private record Refusal(CredentialsException error, Duration since) {}
}
