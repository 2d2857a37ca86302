package io.sensuhost.ec2.access;

import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The SDK's standard retries, which go on as long as EC2 throttles and the call's time lasts, but end after three
 * attempts at anything else. Tells whoever made the call of each attempt that failed: a call is made and retried on one
 * thread.
 */
final class Attempts implements RetryStrategy {

    private static final int MOST_THROTTLED = 12;
    private static final int MOST_OTHERS = 3;

    /** Of the call that the thread makes, and of the call to STS that it may need for it. */
    private static final ThreadLocal<Tally> CURRENT = new ThreadLocal<>();

    private final RetryStrategy standard = AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MOST_THROTTLED)
            .build();

    /** Begins to tell of the attempts of the calls that this thread makes. */
    void watch(AttemptListener listener) {
        CURRENT.set(new Tally(listener));
    }

    void unwatch() {
        CURRENT.remove();
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        return standard.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        boolean throttled = request.failure() instanceof SdkException e && RetryUtils.isThrottlingException(e);
        Optional.ofNullable(CURRENT.get()).ifPresent(tally -> tally.failed(request, throttled));
        return standard.refreshRetryToken(request);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        return standard.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return standard.maxAttempts();
    }

    @Override
    public Builder<?, ?> toBuilder() {
        return standard.toBuilder();
    }

    private static final class Tally {
        private final AttemptListener listener;
        private int others;

        Tally(AttemptListener listener) {
            this.listener = listener;
        }

        void failed(RefreshRetryTokenRequest request, boolean throttled) {
            listener.attemptFailed(throttled);
            if (!throttled && ++others >= MOST_OTHERS) {
                throw new TokenAcquisitionFailedException(
                        "Gave up after " + others + " attempts", request.token(), request.failure());
            }
        }
    }
}
