package io.sensuhost.ec2.access;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.sts.StsClient;

/** EC2 as seen with one access. Thread-safe; calls block and must be made on threads that end with the plugin. */
public final class Connection implements AutoCloseable {

    /** With these EC2 may say that it has had enough of a role's session. */
    private static final Set<String> OF_SESSION = Set.of("ExpiredToken", "RequestExpired", "AuthFailure");

    static final CallListener UNHEARD = new CallListener() {
        @Override
        public void called(String identity) {}

        @Override
        public void attemptFailed(boolean throttled) {}
    };

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Ec2Client ec2;
    private final AwsCredentialsProvider source;
    private final Optional<Role> role;
    private final Greeting greeting;
    private final HostClock clock;
    private volatile String identity = "";

    Connection(Ec2Client ec2, AwsCredentialsProvider source, Optional<Role> role, Greeting greeting, HostClock clock) {
        this.ec2 = ec2;
        this.source = source;
        this.role = role;
        this.greeting = greeting;
        this.clock = clock;
    }

    /** Connects to where its calls will go, so that one soon after has not to wait for that. Waits some seconds at most. */
    public void greet() {
        role.ifPresent(
                one -> greeting.of(only -> one.sts().getCallerIdentity(call -> call.overrideConfiguration(only))));
        greeting.of(only -> ec2.describeInstances(call -> call.overrideConfiguration(only)));
    }

    /**
     * Calls DescribeInstances. A role's session that EC2 does not accept is given up, and another one tried once.
     *
     * @param request what to ask
     * @param time how long it may take, retries included
     * @param listener hears of calls and failed attempts
     * @return EC2's answer
     * @throws software.amazon.awssdk.core.exception.SdkException when there is none
     * @throws CredentialsException when there are no credentials to ask with
     */
    public DescribeInstancesResponse describe(DescribeInstancesRequest request, Duration time, CallListener listener) {
        Duration end = clock.elapsed().plus(time);
        Attempts.watch(listener);
        try {
            AwsCredentials credentials = credentials();
            try {
                return call(request, credentials, end, listener);
            } catch (AwsServiceException e) {
                if (role.isEmpty() || !hasCode(e, OF_SESSION)) {
                    throw e;
                }
                role.get().session().drop(credentials);
                return call(request, credentials(), end, listener);
            }
        } finally {
            Attempts.unwatch();
        }
    }

    /** Makes a call for the call's sake. As a dry run EC2 answers it with an error that says yes. */
    void rehearse(DescribeInstancesRequest.Builder request, Duration time) {
        try {
            call(request.build(), credentials(), clock.elapsed().plus(time), UNHEARD);
        } catch (AwsServiceException e) {
            if (!hasCode(e, Set.of("DryRunOperation"))) {
                throw e;
            }
        }
    }

    AwsCredentials credentials() {
        if (role.isPresent()) {
            return role.get().session().resolveCredentials();
        }
        AwsCredentials found = source.resolveCredentials();
        identity = found.accessKeyId();
        return found;
    }

    private DescribeInstancesResponse call(
            DescribeInstancesRequest request, AwsCredentials credentials, Duration end, CallListener listener) {
        Duration left = end.minus(clock.elapsed());
        Duration time = left.compareTo(LEAST) < 0 ? LEAST : left;
        listener.called(role.isPresent() ? "" : credentials.accessKeyId());
        return ec2.describeInstances(request.toBuilder()
                .overrideConfiguration(call -> call.credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .apiCallTimeout(time)
                        .apiCallAttemptTimeout(time.dividedBy(2)))
                .build());
    }

    private static boolean hasCode(AwsServiceException refused, Set<String> codes) {
        return refused.awsErrorDetails() != null
                && codes.contains(String.valueOf(refused.awsErrorDetails().errorCode()));
    }

    /**
     * Whose eyes these are: it changes when other credentials are found. A role's are the same whoever assumes it.
     *
     * @return something to compare, never to show
     */
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        ec2.close();
        role.ifPresent(used -> used.sts().close());
    }

    /** A role's session, and the client that it is asked for with. */
    record Role(RoleSession session, StsClient sts) {}
}
