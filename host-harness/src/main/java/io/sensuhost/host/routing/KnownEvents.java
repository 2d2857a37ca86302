package io.sensuhost.host.routing;

import java.util.Optional;

/** The events that the Sensu beside the host knows now. */
@FunctionalInterface
public interface KnownEvents {

    /**
     * Whether there is such an event. May wait for Sensu's answer, for a bounded time.
     *
     * @param namespace the client's namespace in Sensu Go
     * @param client the client's name
     * @param check the check's name
     * @return whether Sensu has an event of this client and check
     * @throws RuntimeException if Sensu cannot be asked
     */
    boolean exists(Optional<String> namespace, String client, String check);
}
