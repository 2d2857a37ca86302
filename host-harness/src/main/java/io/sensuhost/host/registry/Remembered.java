package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An answer that is asked for once and serves for a while, be it a failure. Those who ask meanwhile share it. Thread-safe. */
final class Remembered<T> {

    private final Supplier<CompletionStage<T>> question;
    private final HostClock clock;
    private final Duration lasts;
    private Optional<CompletableFuture<T>> answer = Optional.empty();
    private Duration asked = Duration.ZERO;

    Remembered(Supplier<CompletionStage<T>> question, HostClock clock, Duration lasts) {
        this.question = question;
        this.clock = clock;
        this.lasts = lasts;
    }

    CompletionStage<T> get() {
        CompletableFuture<T> fresh = new CompletableFuture<>();
        synchronized (this) {
            Optional<CompletableFuture<T>> good = answer.filter(one -> !one.isDone() || !isOld());
            if (good.isPresent()) {
                return good.get();
            }
            answer = Optional.of(fresh);
            asked = clock.elapsed();
        }
        Attempt.into(fresh, question);
        return fresh;
    }

    /** The last answer, if it was one. */
    synchronized Optional<T> last() {
        return answer.filter(one -> one.isDone() && !one.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    private boolean isOld() {
        return clock.elapsed().minus(asked).compareTo(lasts) >= 0;
    }
}
