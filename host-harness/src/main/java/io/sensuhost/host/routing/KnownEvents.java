package io.sensuhost.host.routing;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The events that the Sensu beside the host knows now. */
@FunctionalInterface
public interface KnownEvents {

    /**
     * Asks whether there is such an event, and does not wait for the answer.
     *
     * @param namespace the client's namespace in Sensu Go
     * @param client the client's name
     * @param check the check's name
     * @return whether Sensu has an event of this client and check; comes within a bounded time, and exceptionally where
     *     Sensu cannot be asked
     */
    CompletionStage<Boolean> exists(Optional<String> namespace, String client, String check);
}
