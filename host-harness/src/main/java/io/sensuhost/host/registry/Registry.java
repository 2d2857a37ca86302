package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The clients that one Sensu knows. Nothing here asks whether a deletion is wise. Thread-safe; no call blocks; what
 * cannot be done completes with a {@link RegistryException}, whose message says what, where and what to do.
 */
public interface Registry extends AutoCloseable {

    /** How many clients are looked through; an API that shows more is taken for one that has lost its way. */
    int MOST_CLIENTS = 1_000_000;

    /**
     * A client as it is now.
     *
     * @param name its name
     * @param deadline until when, retries and the wait for its turn included
     * @return the client, empty where the registry does not know it
     */
    CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline);

    /**
     * Deletes a client. Tried once: whoever tries again looks first whether it still should.
     *
     * @param name its name
     * @param mayReturn whether it may register again at once; if not, a late keepalive is kept from bringing it back
     *     where the registry can do so
     * @param deadline until when
     * @return whether it was there to be deleted
     */
    CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline);

    /**
     * How many clients there are.
     *
     * @return the number
     */
    CompletionStage<Long> count();

    /**
     * How long a count may be used again.
     *
     * @return zero where counting costs nothing
     */
    Duration countLasts();

    /**
     * Some of the clients.
     *
     * @param limit how many at most
     * @return the clients, those heard last first
     */
    CompletionStage<List<Client>> list(int limit);

    /**
     * Shows every client, one after the other, without keeping them. Those that come or go meanwhile may be left out, and
     * others shown twice.
     *
     * @param viewer is shown each, by one thread at a time
     * @param deadline until when
     * @return completes when all have been shown
     */
    CompletionStage<Void> forEach(Consumer<Client> viewer, Deadline deadline);

    /** The order of a list. */
    static Comparator<Client> lastHeardFirst() {
        return Comparator.comparing((Client client) -> client.timestamp().orElse(Instant.MIN))
                .reversed();
    }

    /**
     * Whether a check of a client fails now.
     *
     * @param client the client's name
     * @param check the check's name
     * @return whether there is such an event
     */
    CompletionStage<Boolean> hasEvent(ClientName client, String check);

    /** Gives up what is in flight, and leaves no thread and no socket behind. */
    @Override
    void close();
}
