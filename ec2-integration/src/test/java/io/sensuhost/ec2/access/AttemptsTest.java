package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class AttemptsTest {

    private final SdkException throttle = Ec2Exception.builder()
            .statusCode(503)
            .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode("RequestLimitExceeded").build())
            .build();
    private final SdkException cut = SdkClientException.create("cut", new IOException("end of stream"));

    private final Attempts attempts = new Attempts();
    private final List<Boolean> told = new ArrayList<>();

    @AfterEach
    void stop() {
        Attempts.unwatch();
    }

    @Test
    void aThrottleIsTriedAgainElevenTimes() {
        RetryToken token = begun();
        for (int i = 0; i < 11; i++) {
            token = failed(token, throttle);
        }
        RetryToken last = token;

        assertThatThrownBy(() -> failed(last, throttle)).isInstanceOf(TokenAcquisitionFailedException.class);
    }

    @Test
    void anythingElseIsTriedThreeTimesInAll() {
        RetryToken token = failed(failed(begun(), cut), cut);

        assertThatThrownBy(() -> failed(token, cut))
                .isInstanceOf(TokenAcquisitionFailedException.class)
                .hasCause(cut);
    }

    @Test
    void throttlesDoNotCountAmongTheOthers() {
        RetryToken token = failed(failed(failed(failed(begun(), throttle), cut), throttle), cut);

        assertThatThrownBy(() -> failed(token, cut)).isInstanceOf(TokenAcquisitionFailedException.class);
    }

    @Test
    void theNextCallHasThreeAttemptsOfItsOwn() {
        RetryToken first = failed(failed(begun(), cut), cut);
        assertThat(first).isNotNull();

        assertThat(failed(failed(begun(), cut), cut)).isNotNull();
    }

    @Test
    void whoeverMakesTheCallHearsOfEachFailedAttempt() {
        Attempts.watch(new CallListener() {
            @Override
            public void called(String identity) {
                throw new AssertionError("an attempt is no call");
            }

            @Override
            public void attemptFailed(boolean throttled) {
                told.add(throttled);
            }
        });
        RetryToken token = failed(failed(begun(), throttle), cut);
        Attempts.unwatch();
        failed(token, throttle);

        assertThat(told).containsExactly(true, false);
    }

    private RetryToken begun() {
        return attempts.acquireInitialToken(AcquireInitialTokenRequest.create("a test"))
                .token();
    }

    private RetryToken failed(RetryToken token, SdkException failure) {
        return attempts.refreshRetryToken(RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(failure)
                        .build())
                .token();
    }
}
