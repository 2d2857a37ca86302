package io.sensuhost.api.testkit;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Result;
import io.sensuhost.api.Stable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A registry that keeps its clients in memory, deletes at once and remembers what it was asked for. Thread-safe. */
@Stable
public final class InMemoryRegistry implements ClientRegistry {

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final List<Deregistration> deregistrations = new ArrayList<>();
    private boolean down;

    /**
     * Adds clients.
     *
     * @param known the clients
     * @return this registry
     */
    public synchronized InMemoryRegistry with(Client... known) {
        for (Client client : known) {
            clients.put(client.toString(), client);
        }
        return this;
    }

    /**
     * From now on nothing can be read or deleted.
     *
     * @return this registry
     */
    public synchronized InMemoryRegistry down() {
        down = true;
        return this;
    }

    @Override
    public synchronized CompletionStage<Result> deregister(Deregistration wish) {
        deregistrations.add(wish);
        return CompletableFuture.completedFuture(delete(wish).with(wish.details()));
    }

    private Result delete(Deregistration wish) {
        if (down) {
            return Result.failed("registry_failed", "the registry is down");
        }
        return clients.remove(wish.event().client().toString()) != null
                ? Result.handled("deregistered", wish.code(), wish.reason())
                : Result.handled("deregistered", "client_already_gone", "the registry does not know the client");
    }

    @Override
    public synchronized CompletionStage<List<Client>> sample(int limit) {
        return down
                ? CompletableFuture.failedFuture(
                        new IntegrationException(IntegrationException.Kind.UNAVAILABLE, "the registry is down"))
                : CompletableFuture.completedFuture(
                        clients.values().stream().limit(limit).toList());
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer) {
        return sample(Integer.MAX_VALUE).thenAccept(all -> all.forEach(viewer));
    }

    /**
     * Whether a client is still registered.
     *
     * @param client its name, after its namespace and a slash if it has one
     * @return whether it is
     */
    public synchronized boolean knows(String client) {
        return clients.containsKey(client);
    }

    /**
     * What it was asked to deregister.
     *
     * @return the wishes, in the order in which they came
     */
    public synchronized List<Deregistration> deregistrations() {
        return List.copyOf(deregistrations);
    }
}
