package io.sensuhost.puppet;

import java.util.Locale;

/** The words that results are matched on; those for what keeps an answer away are the host's. */
enum Code {
    NODE_ACTIVE(
            "PuppetDB knows the node as active: the client is kept, since it should be running, and goes on alerting."),
    NODE_UNKNOWN("PuppetDB knows nothing of the node, but knows those of other clients: the client is deregistered."),
    NODE_DEACTIVATED("Someone has deactivated the node in PuppetDB: the client is deregistered."),
    NODE_EXPIRED("PuppetDB has not heard of the node for its `node-ttl`: the client is deregistered."),
    ABSENCE_UNPROVEN("PuppetDB knows nothing of the node, nor of that of any other client: check `endpoint`, and"
            + " whether the clients' names or their `puppet.node_name` are certnames."),
    NOT_A_NODE_NAME("The client's name is no certname and it has no `puppet.node_name`."),
    EVENT_RESOLVED("The incident is over."),
    NOT_A_KEEPALIVE("The event is about another check.");

    private final String meaning;

    Code(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /** The word as it stands in a result: {@code node_unknown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
