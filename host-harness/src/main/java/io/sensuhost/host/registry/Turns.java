package io.sensuhost.host.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Lets only one work with a client at a time; others take their turn after it. Thread-safe. */
final class Turns {

    private final Map<ClientName, CompletionStage<?>> last = new ConcurrentHashMap<>();

    <T> CompletionStage<T> take(ClientName client, Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        CompletionStage<T> own = done;
        Optional.<CompletionStage<?>>ofNullable(last.put(client, own))
                .ifPresentOrElse(
                        before -> before.whenComplete((ignored, failure) -> Attempt.into(done, work)),
                        () -> Attempt.into(done, work));
        return own.whenComplete((ignored, failure) -> last.remove(client, own));
    }
}
