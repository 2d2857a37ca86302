package io.sensuhost.host;

import io.sensuhost.api.Client;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets one client's events pass one after the other, and those of different clients as they like. Thread-safe. */
final class ClientOrder {

    private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /**
     * Begins what is to be done for a client as soon as what was to be done before is over, on another thread: a thousand
     * turns that end at once would be as many calls deep.
     */
    <T> CompletionStage<T> next(Client client, Executor executor, Supplier<CompletionStage<T>> work) {
        String name = client.toString();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(name, over);
        return (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                .thenComposeAsync(ignored -> work.get(), executor)
                .whenComplete((result, e) -> {
                    last.remove(name, over);
                    over.complete(null);
                });
    }
}
