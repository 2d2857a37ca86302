package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.status.Logged;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class IsolatedIntegrationTest {

    private final ManualClock clock = new ManualClock();
    private final Event event = EventBuilder.keepaliveOf("web-1").build();

    @Test
    void aResultIsPassedOn() {
        Result result = Result.handled("kept", "fine", "all is well");

        assertThat(resultOf(e -> CompletableFuture.completedFuture(result))).isEqualTo(result);
    }

    @Test
    void whatItThrowsFailsThisEvent() {
        assertThat(resultOf(e -> {
                    throw new IllegalStateException("secret");
                }))
                .satisfies(result -> {
                    assertThat(result.code()).isEqualTo("integration_bug");
                    assertThat(result.reason())
                            .contains("java.lang.IllegalStateException")
                            .doesNotContain("secret");
                });
    }

    @Test
    void anErrorIsNoWorseThanAnException() {
        assertThat(resultOf(e -> {
                            throw new NoClassDefFoundError("com/example/Missing");
                        })
                        .code())
                .isEqualTo("integration_bug");
    }

    @Test
    void nullInPlaceOfAStageFailsThisEvent() {
        assertThat(resultOf(e -> null).reason()).contains("null instead of a CompletionStage");
    }

    @Test
    void nullInPlaceOfAResultFailsThisEvent() {
        assertThat(resultOf(e -> CompletableFuture.completedFuture(null)).reason())
                .contains("null instead of a result");
    }

    /** Many exceptions of the JDK have no message, and are often passed on with what they have. */
    @Test
    void oneThatGivesNoReasonIsAFailureOfItsKindAllTheSame() {
        assertThat(resultOf(e -> {
                    throw new IntegrationException(
                            IntegrationException.Kind.UNAVAILABLE, new IOException().getMessage());
                }))
                .satisfies(result -> {
                    assertThat(result.code()).isEqualTo("unavailable");
                    assertThat(result.reason()).contains("no reason");
                });
    }

    @Test
    void whoCannotBeReachedIsShownButForThePasswordInItsUrl() {
        assertThat(resultOf(e -> CompletableFuture.failedFuture(
                        new IOException("no answer from https://me:hunter2@puppet.example/facts"))))
                .satisfies(result -> {
                    assertThat(result.code()).isEqualTo("unavailable");
                    assertThat(result.reason()).contains("puppet.example/facts").doesNotContain("hunter2");
                });
    }

    @Test
    void aFailureOfAKnownKindBecomesItsCode() {
        assertThat(resultOf(e -> CompletableFuture.failedFuture(
                                new IntegrationException(IntegrationException.Kind.REFUSED, "not for you")))
                        .code())
                .isEqualTo("access_denied");
    }

    @Test
    void oneThatNeverAnswersFailsThisEventWhenPatienceEnds() {
        try (IsolatedIntegration isolated = isolated(e -> new CompletableFuture<>())) {
            CompletableFuture<Result> answer = isolated.handle(event);
            clock.advance(Duration.ofSeconds(30));

            assertThat(answer.join().code()).isEqualTo("integration_hung");
        }
    }

    @Test
    void oneThatNeverGetsReadyIsNotWaitedForLong() {
        try (IsolatedIntegration isolated = isolated(readyWhen(new CompletableFuture<>()))) {
            CompletableFuture<Void> ready = isolated.warmUp();
            assertThat(ready).isNotDone();
            clock.advance(Duration.ofSeconds(10));

            assertThat(ready.join()).isNull();
        }
    }

    @Test
    void oneThatCannotGetReadyHandlesEventsAllTheSame() {
        try (IsolatedIntegration isolated = isolated(readyWhen(CompletableFuture.failedFuture(new IOException())))) {
            assertThat(isolated.warmUp().join()).isNull();
            assertThat(isolated.handle(event).join().code()).isEqualTo("fine");
        }
    }

    @Test
    void onceItIsReadyNoEventWaitsForAThreadToBegin() {
        Integration ready = readyWhen(CompletableFuture.completedFuture(null));
        try (IsolatedIntegration isolated =
                new IsolatedIntegration("eager", ready, clock, Runnable::run, Duration.ofSeconds(30))) {
            isolated.warmUp().join();

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("integration-eager"))
                    .hasSize(4);
        }
    }

    @Test
    void oneThatIsClosedFailsNobodyWhoAsks() {
        IsolatedIntegration isolated = isolated(readyWhen(CompletableFuture.completedFuture(null)));
        isolated.close();

        assertThat(isolated.warmUp().join()).isNull();
        assertThat(isolated.tryOut().join()).extracting(Finding::judgement).containsExactly(Finding.Judgement.BAD);
    }

    @Test
    void oneThatBlocksItsCallerHoldsUpNobody() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (IsolatedIntegration isolated = isolated(e -> {
            await(released);
            return CompletableFuture.completedFuture(Result.ignored("late", "too late"));
        })) {
            CompletableFuture<Result> answer = isolated.handle(event);
            clock.advance(Duration.ofSeconds(30));

            assertThat(answer.join().code()).isEqualTo("integration_hung");
            released.countDown();
        }
    }

    private Result resultOf(Function<Event, CompletionStage<Result>> behaviour) {
        try (IsolatedIntegration isolated = isolated(behaviour)) {
            return isolated.handle(event).orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    private static Integration readyWhen(CompletableFuture<Void> ready) {
        return new Integration() {
            @Override
            public CompletionStage<Void> warmUp() {
                return ready;
            }

            @Override
            public CompletionStage<Result> handle(Event given) {
                return CompletableFuture.completedFuture(Result.handled("kept", "fine", "all is well"));
            }

            @Override
            public void close() {}
        };
    }

    private IsolatedIntegration isolated(Function<Event, CompletionStage<Result>> behaviour) {
        return isolated(new Integration() {
            @Override
            public CompletionStage<Result> handle(Event given) {
                return behaviour.apply(given);
            }

            @Override
            public void close() {}
        });
    }

    private IsolatedIntegration isolated(Integration integration) {
        return new IsolatedIntegration("test", integration, clock, Runnable::run, Duration.ofSeconds(30));
    }

    @Test
    void whatHasAnsweredIsWaitedForNoLonger() {
        resultOf(e -> CompletableFuture.completedFuture(Result.handled("kept", "fine", "all is well")));
        assertThat(clock.pending()).isZero();

        isolated(new Closing(thread -> {})).tryOut().join();
        assertThat(clock.pending()).isZero();
    }

    @Test
    void itIsClosedInTheContextOfItsOwnLoaderOnADaemonThread() {
        CompletableFuture<Thread> closing = new CompletableFuture<>();
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();

        isolated(new Closing(thread -> {
                    loader.complete(thread.getContextClassLoader());
                    closing.complete(thread);
                }))
                .close();

        assertThat(closing).isCompletedWithValueMatching(Thread::isDaemon);
        assertThat(loader).isCompletedWithValue(Closing.class.getClassLoader());
    }

    @Test
    void whatClosingThrowsIsLogged() {
        try (Logged log = Logged.by(IsolatedIntegration.class)) {
            isolated(new Closing(thread -> {
                        throw new IllegalStateException("for a test");
                    }))
                    .close();

            assertThat(log.lines()).containsExactly("Integration test failed to close");
        }
    }

    private record Closing(Consumer<Thread> closed) implements Integration {

        @Override
        public CompletionStage<Result> handle(Event some) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed.accept(Thread.currentThread());
        }
    }

    @Test
    void whoeverIsInterruptedIsNotToldThatItHasNotClosed() {
        CountDownLatch end = new CountDownLatch(1);
        Integration slow = new Integration() {
            @Override
            public CompletionStage<Result> handle(Event some) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                await(end);
            }
        };
        try (Logged log = Logged.by(IsolatedIntegration.class)) {
            Thread.currentThread().interrupt();
            new IsolatedIntegration("test", slow, clock, Runnable::run, Duration.ofSeconds(30)).close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.lines()).isEmpty();
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
