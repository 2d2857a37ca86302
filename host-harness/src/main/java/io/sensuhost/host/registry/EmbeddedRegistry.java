package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps its clients in this process, and knows those of the events that it has been shown. It remembers a bounded number
 * of clients, whose descriptions together have a bounded length, and forgets first those shown longest ago.
 */
public final class EmbeddedRegistry implements Registry {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

    private static final int MOST_CLIENTS = 100_000;

    /** Of the text of all of them. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    /** A fleet of common size is not worth the while. */
    private static final int MOST_UNPACKED = 10_000;

    /** Unpacked they take several times as much. */
    private static final int UNPACKED_PART = 8;

    private final LatestUsed<ClientName, SeenClient> clients;
    private final LatestUsed<ClientName, KnownClient> unpacked;
    private long registered;
    private boolean hasForgotten;

    /** An empty registry with room for a hundred thousand clients. */
    public EmbeddedRegistry() {
        this(MOST_CLIENTS, MOST_BYTES);
    }

    EmbeddedRegistry(int mostClients, long mostBytes) {
        clients = new LatestUsed<>(mostClients, mostBytes, SeenClient::length);
        unpacked = new LatestUsed<>(MOST_UNPACKED, mostBytes / UNPACKED_PART, KnownClient::length);
    }

    /**
     * Takes note of an event. Its client is registered, unless it has been deleted and has not been heard since.
     *
     * @param event the event
     */
    public void seen(Event event) {
        shownLongAgo(event).forEach(KnownClient::pack);
    }

    private synchronized List<KnownClient> shownLongAgo(Event event) {
        KnownClient now = new KnownClient(event.client());
        SeenClient after = clients.get(now.name())
                .map(client -> client.heardAgain(now))
                .orElseGet(() -> SeenClient.registered(now))
                .after(event);
        remember(now.name(), after);
        return unpacked.put(now.name(), after.client());
    }

    private void remember(ClientName name, SeenClient client) {
        clients.get(name).ifPresent(before -> count(before, -1));
        count(client, 1);
        List<SeenClient> forgotten = clients.put(name, client);
        forgotten.forEach(gone -> count(gone, -1));
        if (!forgotten.isEmpty() && !hasForgotten) {
            hasForgotten = true;
            LOG.warn(
                    "The embedded registry is full: from now on it forgets the clients heard of longest ago, which then"
                            + " count no more for the deregistration guard; configure the scope api or host.registry for the"
                            + " Sensu that knows them all");
        }
    }

    private void count(SeenClient client, int change) {
        registered += client.registered() ? change : 0;
    }

    @Override
    public CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline) {
        return CompletableFuture.completedFuture(
                registeredAs(name).map(SeenClient::client).map(KnownClient::unpacked));
    }

    @Override
    public synchronized CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline) {
        Optional<SeenClient> client = registeredAs(name);
        client.ifPresent(known -> remember(name, known.deleted()));
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
        return List.copyOf(clients.all()).stream()
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
        return clients.get(name).filter(SeenClient::registered);
    }
}
