package io.sensuhost.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A moment by which something must have been done, by the host's clock. May be used from any thread.
 *
 * <pre>{@code
 * Deadline deadline = context.deadline(Duration.ofSeconds(10));
 * return deadline.retry(() -> ask(node)).thenCompose(answer -> decide(event, answer));
 * }</pre>
 */
@Stable
public final class Deadline {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HostClock clock;
    private final Duration allowed;
    private final Duration end;

    private Deadline(HostClock clock, Duration allowed) {
        this.clock = clock;
        this.allowed = allowed;
        this.end = clock.elapsed().plus(allowed);
    }

    /**
     * A deadline from now on.
     *
     * @param clock the clock
     * @param time how long it is until then
     * @return the deadline
     */
    public static Deadline in(HostClock clock, Duration time) {
        return new Deadline(clock, time);
    }

    /**
     * The time that is left.
     *
     * @return zero when the deadline has passed, never less
     */
    public Duration left() {
        Duration left = end.minus(clock.elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Waits for an answer until the deadline and no longer.
     *
     * @param answer what is waited for; it goes on by itself if it is late
     * @param <T> what it answers
     * @return the answer, or {@link IntegrationException.Kind#UNAVAILABLE} at the deadline
     */
    public <T> CompletionStage<T> await(CompletionStage<T> answer) {
        CompletableFuture<T> inTime = new CompletableFuture<>();
        HostClock.Timer timer = clock.after(left(), () -> inTime.completeExceptionally(missed()));
        answer.whenComplete((value, e) -> {
            timer.cancel();
            Attempt.end(inTime, value, e);
        });
        return inTime;
    }

    /**
     * Asks until there is an answer. An attempt that fails with {@link IntegrationException.Kind#UNAVAILABLE} or an
     * {@link java.io.IOException} is followed by another one after a pause, which grows from 0.2 s to 5 s, as long as
     * the deadline leaves the time; what else it fails with is the answer. An attempt that is still under way at the
     * deadline, or when the answer is cancelled, is cancelled too.
     *
     * @param attempt asks once; called on the caller's thread first and then on the clock's
     * @param <T> what it answers
     * @return the answer, or the last failure, or {@link IntegrationException.Kind#UNAVAILABLE} at the deadline
     */
    public <T> CompletionStage<T> retry(Supplier<? extends CompletionStage<T>> attempt) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        attempt(attempt, FIRST_PAUSE, answer);
        return answer;
    }

    private <T> void attempt(
            Supplier<? extends CompletionStage<T>> question, Duration pause, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return;
        }
        if (left().isZero()) {
            answer.completeExceptionally(missed());
            return;
        }
        CompletionStage<T> attempt = Attempt.of(question);
        Attempt.cancelAfter(answer, attempt);
        await(attempt).whenComplete((value, e) -> {
            if (e != null && passes(Attempt.cause(e)) && left().compareTo(pause) > 0) {
                clock.after(pause, () -> attempt(question, longer(pause), answer));
            } else {
                Attempt.end(answer, value, e);
            }
        });
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private static boolean passes(Throwable e) {
        return e instanceof java.io.IOException
                || (e instanceof IntegrationException known && known.kind() == IntegrationException.Kind.UNAVAILABLE);
    }

    private IntegrationException missed() {
        return new IntegrationException(
                IntegrationException.Kind.UNAVAILABLE,
                "there was no answer within " + allowed.toMillis() / 1000.0 + " s");
    }
}
