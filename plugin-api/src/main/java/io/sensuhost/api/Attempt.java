package io.sensuhost.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One asking of a question, whose failures are all told in the same way. */
final class Attempt {

    private Attempt() {}

    /** Asks; what is thrown is a failure of the answer. */
    static <T> CompletionStage<T> of(Supplier<? extends CompletionStage<T>> question) {
        try {
            return Objects.requireNonNull(question.get(), "what was asked gave no answer to wait for");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Gives an attempt up once there is an answer without it. */
    static <T> void cancelAfter(CompletionStage<T> answer, CompletionStage<T> attempt) {
        answer.whenComplete((value, e) -> attempt.toCompletableFuture().cancel(true));
    }

    /** Passes an outcome on. */
    static <T> void end(CompletableFuture<T> answer, T value, Throwable failure) {
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(cause(failure));
        }
    }

    /** What failed, without what stages wrap it into. */
    static Throwable cause(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }
}
