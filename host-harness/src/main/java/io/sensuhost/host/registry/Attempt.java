package io.sensuhost.host.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Work whose failures all come by the stage that it answers with, those included that it throws before. */
final class Attempt {

    private Attempt() {}

    static <T> CompletionStage<T> of(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Runs work and tells its outcome. */
    static <T> void into(CompletableFuture<T> outcome, Supplier<CompletionStage<T>> work) {
        of(work).whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }
}
