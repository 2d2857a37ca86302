package io.sensuhost.ec2.access;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.sts.StsClient;

/** EC2 as seen with one access. Thread-safe; calls block and must be made on threads that end with the plugin. */
public final class Connection implements AutoCloseable {

    private final Ec2Client ec2;
    private final Attempts attempts;
    private final Optional<RoleSession> session;
    private final Optional<StsClient> sts;
    private final Supplier<String> identity;

    Connection(
            Ec2Client ec2,
            Attempts attempts,
            Optional<RoleSession> session,
            Optional<StsClient> sts,
            Supplier<String> identity) {
        this.ec2 = ec2;
        this.attempts = attempts;
        this.session = session;
        this.sts = sts;
        this.identity = identity;
    }

    /**
     * Calls DescribeInstances.
     *
     * @param request what to ask
     * @param time how long it may take, retries included
     * @param listener hears of failed attempts
     * @return EC2's answer
     * @throws software.amazon.awssdk.core.exception.SdkException when there is none
     * @throws CredentialsException when there are no credentials to ask with
     */
    public DescribeInstancesResponse describe(
            DescribeInstancesRequest request, Duration time, AttemptListener listener) {
        attempts.watch(listener);
        try {
            return ec2.describeInstances(request.toBuilder()
                    .overrideConfiguration(call -> call.apiCallTimeout(time).apiCallAttemptTimeout(time.dividedBy(2)))
                    .build());
        } finally {
            attempts.unwatch();
        }
    }

    /**
     * Gives up a role's session that a call has failed with.
     *
     * @param callBegan when the call began, in time passed
     * @return whether it is worth to call again, since there will be another session
     */
    public boolean renew(Duration callBegan) {
        session.ifPresent(current -> current.drop(callBegan));
        return session.isPresent();
    }

    /**
     * Whose eyes these are: it changes when other credentials are found.
     *
     * @return something to compare, never to show
     */
    public String identity() {
        return identity.get();
    }

    @Override
    public void close() {
        ec2.close();
        sts.ifPresent(StsClient::close);
    }
}
