package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import java.util.Optional;

/**
 * What tells one client from all others.
 *
 * @param name its name
 * @param namespace its namespace in Sensu Go; Sensu Core has none
 */
public record ClientName(String name, Optional<String> namespace) {

    /**
     * The name of a client.
     *
     * @param client the client
     * @return its name and namespace
     */
    public static ClientName of(Client client) {
        return new ClientName(client.name(), client.namespace());
    }

    /** The name, after its namespace and a slash if it has one. */
    @Override
    public String toString() {
        return namespace.map(space -> space + "/" + name).orElse(name);
    }
}
