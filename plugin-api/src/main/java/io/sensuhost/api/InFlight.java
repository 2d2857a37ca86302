package io.sensuhost.api;

import io.sensuhost.api.IntegrationException.Kind;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The questions that an integration has asked and that have no answer yet: only so many at once, while others wait their
 * turn, and none any more when it has been closed. As many wait as events are in flight, which the host bounds. May be
 * used from any thread.
 *
 * <pre>{@code
 * Deadline deadline = context.deadline(Duration.ofSeconds(10));
 * return deadline.await(inFlight.ask(() -> deadline.retry(() -> ask(node))));
 * }</pre>
 */
@Stable
public final class InFlight implements AutoCloseable {

    private final int most;
    private final Set<Runnable> unanswered = new HashSet<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int asked;
    private boolean starting;
    private boolean closed;

    /**
     * Nothing in flight yet.
     *
     * @param most how many questions there may be at once
     */
    public InFlight(int most) {
        this.most = most;
    }

    /**
     * Asks, now or when it is its turn.
     *
     * @param question asks once; called on the caller's thread or on that of an answer before it
     * @param <T> what it answers
     * @return its answer, or {@link IntegrationException.Kind#UNAVAILABLE} as soon as this is closed; what was asked is
     *     then cancelled
     */
    public <T> CompletionStage<T> ask(Supplier<? extends CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable giveUp = () -> answer.completeExceptionally(closing());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(closing());
            }
            unanswered.add(giveUp);
            waiting.add(() -> start(question, answer, giveUp));
        }
        startThoseWhoseTurnItIs();
        return answer;
    }

    private <T> void start(
            Supplier<? extends CompletionStage<T>> question, CompletableFuture<T> answer, Runnable giveUp) {
        CompletionStage<T> attempt = Attempt.of(question);
        Attempt.cancelAfter(answer, attempt);
        attempt.whenComplete((value, e) -> {
            leave(giveUp);
            Attempt.end(answer, value, e);
        });
    }

    /** One thread starts all, since a question that is answered at once would else start the next from within itself. */
    private void startThoseWhoseTurnItIs() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            next.get().run();
        }
    }

    private synchronized Optional<Runnable> next() {
        starting = asked < most && !waiting.isEmpty();
        asked += starting ? 1 : 0;
        return starting ? Optional.of(waiting.remove()) : Optional.empty();
    }

    private void leave(Runnable giveUp) {
        synchronized (this) {
            asked--;
            unanswered.remove(giveUp);
        }
        startThoseWhoseTurnItIs();
    }

    /** Completes all that have no answer. Called again, it does nothing. */
    @Override
    public void close() {
        List<Runnable> rest;
        synchronized (this) {
            closed = true;
            waiting.clear();
            rest = List.copyOf(unanswered);
        }
        rest.forEach(Runnable::run);
    }

    private static IntegrationException closing() {
        return new IntegrationException(Kind.UNAVAILABLE, "the integration is being closed; the next event asks again");
    }
}
