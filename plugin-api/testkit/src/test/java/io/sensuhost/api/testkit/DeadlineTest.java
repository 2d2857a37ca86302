package io.sensuhost.api.testkit;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Deadline;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

    private final ManualClock clock = new ManualClock();
    private final Deadline deadline = Deadline.in(clock, Duration.ofSeconds(10));
    private int attempts;

    @Test
    void whatIsLeftGoesDownToNothing() {
        clock.advance(Duration.ofSeconds(4));
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(6));
        clock.advance(Duration.ofSeconds(7));
        assertThat(deadline.left()).isZero();
    }

    @Test
    void anAnswerInTimeIsTheAnswerAndLeavesNoTimer() {
        assertThat(deadline.await(completedFuture("here"))).isCompletedWithValue("here");
        assertThat(clock.pending()).isZero();
    }

    @Test
    void anAnswerThatDoesNotComeIsUnavailable() {
        CompletionStage<String> answer = deadline.await(new CompletableFuture<>());
        clock.advance(Duration.ofSeconds(10));

        assertThat(failure(answer).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure(answer)).hasMessage("there was no answer within 10.0 s");
    }

    @Test
    void whatWillPassIsTriedAgainAfterGrowingPauses() {
        CompletionStage<String> answer = deadline.retry(
                () -> ++attempts < 4 ? failedFuture(new IOException("refused")) : completedFuture("fourth"));

        assertThat(attempts).isEqualTo(1);
        clock.advance(Duration.ofMillis(200));
        assertThat(attempts).isEqualTo(2);
        clock.advance(Duration.ofMillis(400));
        assertThat(attempts).isEqualTo(3);
        clock.advance(Duration.ofMillis(800));
        assertThat(answer).isCompletedWithValue("fourth");
        assertThat(clock.pending()).isZero();
    }

    @Test
    void whatDoesNotPassIsNotTriedAgain() {
        CompletionStage<String> answer = deadline.retry(() -> {
            attempts++;
            throw new IntegrationException(Kind.REFUSED, "no");
        });

        assertThat(failure(answer)).hasMessage("no");
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void nothingIsTriedAfterTheDeadline() {
        CompletionStage<String> answer = deadline.retry(() -> {
            attempts++;
            return failedFuture(new IntegrationException(Kind.UNAVAILABLE, "busy"));
        });
        clock.advance(Duration.ofSeconds(20));

        assertThat(failure(answer)).hasMessage("busy");
        assertThat(attempts).isEqualTo(6);
    }

    @Test
    void anAttemptThatHangsIsGivenUpAtTheDeadline() {
        CompletionStage<String> answer = deadline.retry(CompletableFuture::new);
        clock.advance(Duration.ofSeconds(10));

        assertThat(failure(answer)).hasMessageContaining("no answer within");
    }

    @Test
    void anAttemptThatIsLateIsCancelled() {
        CompletableFuture<String> attempt = new CompletableFuture<>();
        deadline.retry(() -> attempt);
        clock.advance(Duration.ofSeconds(10));

        assertThat(attempt).isCancelled();
    }

    @Test
    void nothingIsTriedWhereNoTimeIsLeft() {
        clock.advance(Duration.ofSeconds(10));

        assertThat(failure(deadline.retry(() -> completedFuture("late")))).hasMessageContaining("no answer within");
    }

    @Test
    void whoeverCancelsTheAnswerEndsTheTrying() {
        deadline.retry(() -> {
                    attempts++;
                    return failedFuture(new IOException("refused"));
                })
                .toCompletableFuture()
                .cancel(true);
        clock.advance(Duration.ofSeconds(9));

        assertThat(attempts).isEqualTo(1);
    }

    private static IntegrationException failure(CompletionStage<?> answer) {
        return (IntegrationException)
                answer.handle((value, e) -> e).toCompletableFuture().join();
    }
}
