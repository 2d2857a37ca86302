package io.sensuhost.host.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.status.Logged;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemClockTest {

    private final SystemClock clock = new SystemClock();

    @AfterEach
    void close() {
        clock.close();
    }

    @Test
    void theTimeOfDayIsTheMachines() {
        Instant before = Instant.now();

        assertThat(clock.now()).isBetween(before, Instant.now());
    }

    @Test
    void whatHasPassedIsMeasuredFromTheClocksStart() throws Exception {
        long before = System.nanoTime();
        try (SystemClock late = new SystemClock()) {
            Duration first = late.elapsed();
            Duration second = late.elapsed();

            assertThat(first).isBetween(Duration.ZERO, second);
            assertThat(second).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
        }
    }

    @Test
    void whatIsDueRunsOnADaemonThreadWithAName() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        clock.after(Duration.ofMillis(1), () -> thread.complete(Thread.currentThread()));

        assertThat(thread.get(30, TimeUnit.SECONDS).getName()).isEqualTo("timers");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void whatShouldHaveRunLongAgoRunsAtOnce() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);

        clock.after(Duration.ofDays(-1), ran::countDown);

        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatFailsIsLoggedAndTheNextOneRuns() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        try (Logged log = Logged.by(SystemClock.class)) {
            clock.after(Duration.ZERO, () -> {
                throw new IllegalStateException("for a test");
            });
            clock.after(Duration.ZERO, ran::countDown);

            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log.lines()).containsExactly("A task that was due has failed");
        }
    }

    @Test
    void whatIsGivenUpDoesNotRun() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<String> ran = new CompletableFuture<>();
        clock.after(Duration.ZERO, () -> await(busy));

        clock.after(Duration.ZERO, () -> ran.complete("the task that was given up"))
                .cancel();
        clock.after(Duration.ZERO, later::countDown);
        busy.countDown();

        assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isNotDone();
    }

    @Test
    void whatIsGivenUpIsKeptByNobody() {
        WeakReference<Runnable> task = givenUp();

        while (task.get() != null) {
            System.gc();
        }
    }

    private WeakReference<Runnable> givenUp() {
        Runnable task = new CountDownLatch(1)::countDown;
        clock.after(Duration.ofDays(1), task).cancel();
        return new WeakReference<>(task);
    }

    @Test
    void whatIsDueWhenTheClockIsClosedDoesNotRun() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<String> ran = new CompletableFuture<>();
        clock.after(Duration.ZERO, () -> {
            thread.complete(Thread.currentThread());
            await(busy);
        });
        clock.after(Duration.ZERO, () -> ran.complete("the task that was due"));
        thread.get(30, TimeUnit.SECONDS);

        clock.close();
        busy.countDown();
        thread.get().join();

        assertThat(ran).isNotDone();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
