package io.sensuhost.puppet;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Client;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Schema;
import java.util.Optional;

/**
 * The node that Puppet manages where a client's agent runs.
 *
 * @param name its certname
 * @param declared whether the client says so, or its own name was taken for the node's
 */
record Node(String name, boolean declared) {

    /** A certname: of letters that need no encoding in a URL, and lower-case, as Puppet has them. */
    private static final String CERTNAME = "[a-z0-9][a-z0-9._-]{0,254}";

    static final Schema ATTRIBUTES = Schema.of(
            Attribute.text("node_name", CERTNAME, "a node's certname, such as web-1.example.com, in lower case")
                    .describedAs("The certname of the client's node, where the client's name is another."));

    /**
     * Finds out a client's node.
     *
     * @return the node; empty where the client names none and its own name cannot be one
     * @throws IntegrationException when the client's attributes are wrong
     */
    static Optional<Node> of(Client client) {
        return client.settings("puppet", ATTRIBUTES)
                .findText("node_name")
                .map(name -> new Node(name, true))
                .or(() -> Optional.of(client.name())
                        .filter(name -> name.matches(CERTNAME))
                        .map(name -> new Node(name, false)));
    }
}
