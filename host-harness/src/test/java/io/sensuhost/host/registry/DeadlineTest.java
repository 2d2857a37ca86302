package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final ManualClock clock = new ManualClock();
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);

    @Test
    void whatIsLeftBecomesLess() {
        clock.advance(Duration.ofSeconds(4));
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(6));

        clock.advance(Duration.ofSeconds(7));
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(-1));
    }

    @Test
    void aPauseIsAllowedWhereSomethingIsLeftAfterIt() {
        assertThat(deadline.allows(Duration.ofMillis(9_999))).isTrue();
        assertThat(deadline.allows(Duration.ofSeconds(10))).isFalse();
    }

    @Test
    void whatIsDoneInTimeIsPassedOnAndTimedNoLonger() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> bound = deadline.bound(() -> work, "not done").toCompletableFuture();
        assertThat(clock.pending()).isEqualTo(1);

        work.complete("done");

        assertThat(bound).isCompletedWithValue("done");
        assertThat(clock.pending()).isZero();
    }

    @Test
    void whatIsNotDoneInTimeFailsWithTheWholeTimeInItsWords() {
        clock.advance(Duration.ofSeconds(4));
        CompletableFuture<String> bound = deadline.<String>bound(CompletableFuture::new, "the count did not come")
                .toCompletableFuture();

        clock.advance(Duration.ofMillis(5_999));
        assertThat(bound).isNotDone();
        clock.advance(Duration.ofMillis(1));

        assertThat(bound)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RegistryException.class)
                .withMessage("the count did not come within 10 s");
    }
}
