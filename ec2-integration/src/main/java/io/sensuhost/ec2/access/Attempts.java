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
 * The SDK's standard retries, which go on as long as AWS throttles and the call's time lasts, but end after three
 * attempts at anything else. Tells whoever made the call of each attempt that failed: a call is made and retried on one
 * thread, and so is the call to STS that it may need first.
 */
final class Attempts implements RetryStrategy {

    private static final int MOST_THROTTLED = 12;
    private static final int MOST_OTHERS = 3;

    private static final ThreadLocal<CallListener> LISTENER = new ThreadLocal<>();

    private final ThreadLocal<Integer> others = new ThreadLocal<>();
    private final RetryStrategy standard = AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(MOST_THROTTLED)
            .build();

    /** Runs calls on this thread, telling of their failed attempts. */
    static void watch(CallListener listener) {
        LISTENER.set(listener);
    }

    static void unwatch() {
        LISTENER.remove();
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        others.remove();
        return standard.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        boolean throttled = request.failure() instanceof SdkException e && RetryUtils.isThrottlingException(e);
        Optional.ofNullable(LISTENER.get()).ifPresent(listener -> listener.attemptFailed(throttled));
        if (!throttled && countOther() >= MOST_OTHERS) {
            throw new TokenAcquisitionFailedException(
                    "Gave up after " + MOST_OTHERS + " attempts", request.token(), request.failure());
        }
        return standard.refreshRetryToken(request);
    }

    private int countOther() {
        int count = Optional.ofNullable(others.get()).orElse(0) + 1;
        others.set(count);
        return count;
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
}
