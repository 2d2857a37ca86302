package io.sensuhost.host.registry;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets only one work with a client at a time; others take their turn after it. Thread-safe. */
public final class Turns {

    private final Map<ClientName, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /**
     * Begins what is to be done with a client as soon as what was to be done before is over, however that ended.
     *
     * @param client the client
     * @param executor where it begins. Where thousands may take turns it must be other threads: turns that end at once
     *     would be as many calls deep
     * @param work what is to be done
     * @return what comes of it
     */
    public <T> CompletionStage<T> take(ClientName client, Executor executor, Supplier<CompletionStage<T>> work) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(client, over);
        return (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                .thenComposeAsync(ignored -> work.get(), executor)
                .whenComplete((result, failure) -> {
                    last.remove(client, over);
                    over.complete(null);
                });
    }
}
