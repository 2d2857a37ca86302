package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps its clients in this process, and knows those of the events that it has been shown. It remembers a bounded number
 * of clients and forgets first those shown longest ago.
 */
public final class EmbeddedRegistry implements Registry {

    private static final int MOST_CLIENTS = 100_000;

    /** A fleet of common size is not worth the while. */
    private static final int MOST_UNPACKED = 10_000;

    private final Map<ClientName, SeenClient> clients;
    private final Map<ClientName, KnownClient> unpacked = new LinkedHashMap<>(16, 0.75f, true);
    private long registered;

    /** An empty registry with room for a hundred thousand clients. */
    public EmbeddedRegistry() {
        this(MOST_CLIENTS);
    }

    EmbeddedRegistry(int mostClients) {
        clients = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ClientName, SeenClient> eldest) {
                boolean full = size() > mostClients;
                registered -= full && eldest.getValue().registered() ? 1 : 0;
                return full;
            }
        };
    }

    /**
     * Takes note of an event. Its client is registered, unless it has been deleted and has not been heard since.
     *
     * @param event the event
     */
    public void seen(Event event) {
        shownLongAgo(event).ifPresent(KnownClient::pack);
    }

    private synchronized Optional<KnownClient> shownLongAgo(Event event) {
        KnownClient now = new KnownClient(event.client());
        Optional<SeenClient> before = Optional.ofNullable(clients.get(now.name()));
        SeenClient after = before.map(client -> client.heardAgain(now))
                .orElseGet(() -> SeenClient.registered(now))
                .after(event);
        registered += (after.registered() ? 1 : 0)
                - (before.map(SeenClient::registered).orElse(false) ? 1 : 0);
        clients.put(now.name(), after);
        unpacked.put(now.name(), after.client());
        return unpacked.size() > MOST_UNPACKED
                ? Optional.of(unpacked.remove(unpacked.keySet().iterator().next()))
                : Optional.empty();
    }

    @Override
    public CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline) {
        return CompletableFuture.completedFuture(
                registeredAs(name).map(SeenClient::client).map(KnownClient::unpacked));
    }

    @Override
    public synchronized CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline) {
        Optional<SeenClient> client = registeredAs(name);
        client.ifPresent(known -> {
            clients.put(name, known.deleted());
            registered--;
        });
        return CompletableFuture.completedFuture(client.isPresent());
    }

    @Override
    public synchronized CompletionStage<Long> count() {
        return CompletableFuture.completedFuture(registered);
    }

    @Override
    public Duration countLasts() {
        return Duration.ZERO;
    }

    @Override
    public CompletionStage<List<Client>> list(int limit) {
        return CompletableFuture.completedFuture(registered()
                .sorted(Comparator.comparing(KnownClient::heard).reversed())
                .limit(limit)
                .map(KnownClient::unpacked)
                .toList());
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer, Deadline deadline) {
        return Attempt.of(() -> {
            registered().map(KnownClient::unpacked).forEach(viewer);
            return CompletableFuture.completedFuture(null);
        });
    }

    private synchronized Stream<KnownClient> registered() {
        return List.copyOf(clients.values()).stream()
                .filter(SeenClient::registered)
                .map(SeenClient::client);
    }

    @Override
    public CompletionStage<Boolean> hasEvent(ClientName client, String check) {
        return CompletableFuture.completedFuture(registeredAs(client)
                .map(known -> known.failing().contains(check))
                .orElse(false));
    }

    @Override
    public void close() {}

    private synchronized Optional<SeenClient> registeredAs(ClientName name) {
        return Optional.ofNullable(clients.get(name)).filter(SeenClient::registered);
    }
}
