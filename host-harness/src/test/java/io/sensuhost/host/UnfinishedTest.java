package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnfinishedTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Unfinished unfinished = new Unfinished();

    @Test
    void whatHasBegunAndIsNotOverIsCounted() {
        assertThat(unfinished.count()).isZero();
        unfinished.begins();
        unfinished.begins();
        assertThat(unfinished.count()).isEqualTo(2);
        unfinished.isOver();
        assertThat(unfinished.count()).isEqualTo(1);
    }

    @Test
    void whereNothingHasBegunNobodyWaits() throws Exception {
        assertThat(unfinished.awaitNone(Duration.ZERO)).isTrue();
    }

    @Test
    void whereSomethingIsLeftWhenPatienceEndsThatIsTold() throws Exception {
        unfinished.begins();

        assertThat(unfinished.awaitNone(Duration.ofMillis(1))).isFalse();
        assertThat(unfinished.awaitNone(Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverWaitsIsToldWhenTheLastIsOver() throws Exception {
        unfinished.begins();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread waits = new Thread(() -> {
            try {
                waiting.complete(unfinished.awaitNone(LONG.multipliedBy(100)));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        waits.start();
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        unfinished.isOver();

        assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void severalThreadsMayAskAndTell() throws Exception {
        unfinished.begins();
        CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> {
            unfinished.begins();
            return unfinished.count();
        });
        assertThat(seen.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
        unfinished.isOver();
        unfinished.isOver();

        assertThat(unfinished.awaitNone(LONG)).isTrue();
        assertThat(CompletableFuture.supplyAsync(unfinished::count).get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isZero();
    }
}
