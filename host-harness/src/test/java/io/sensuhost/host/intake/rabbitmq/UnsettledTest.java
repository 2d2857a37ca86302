package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UnsettledTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Unsettled unsettled = new Unsettled();

    @Test
    void whereThereAreNoneNobodyWaits() throws Exception {
        unsettled.add();
        unsettled.remove();

        unsettled.awaitNone(FOR_EVER);

        assertThat(unsettled.count()).isZero();
    }

    @Test
    void whoWaitsDoesSoUntilTheLastIsSettled() throws Exception {
        unsettled.add();
        unsettled.add();
        CompletableFuture<Integer> left = new CompletableFuture<>();
        Thread waiting = waiting(left);

        unsettled.remove();
        assertThat(left).isNotDone();
        unsettled.remove();

        assertThat(left.get(30, TimeUnit.SECONDS)).isZero();
        waiting.join();
    }

    @Test
    void whoWaitsIsToldThatTheyAreGivenUp() throws Exception {
        unsettled.add();
        CompletableFuture<Integer> left = new CompletableFuture<>();
        Thread waiting = waiting(left);

        unsettled.giveUp();

        assertThat(left.get(30, TimeUnit.SECONDS)).isOne();
        waiting.join();
    }

    @Test
    void patienceHasAnEnd() throws Exception {
        unsettled.add();

        unsettled.awaitNone(Duration.ofMillis(1));

        assertThat(unsettled.count()).isOne();
    }

    private Thread waiting(CompletableFuture<Integer> left) {
        Thread thread = new Thread(() -> {
            try {
                unsettled.awaitNone(FOR_EVER);
                left.complete(unsettled.count());
            } catch (InterruptedException e) {
                left.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
