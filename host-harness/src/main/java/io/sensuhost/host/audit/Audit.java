package io.sensuhost.host.audit;

import io.sensuhost.api.Client;
import java.time.Instant;

/** Takes a record of what was done to clients. Thread-safe. */
@FunctionalInterface
public interface Audit {

    /**
     * Records something. What cannot be recorded is logged, and does not fail.
     *
     * @param entry what happened
     */
    void record(AuditEntry entry);

    /**
     * Whether someone else, such as a process before this one, has recorded that a client is held and nothing since.
     *
     * @param client the client
     * @param integration the name of the integration that asked for it
     * @param since how long ago at most
     * @return whether there is such a record
     */
    default boolean holds(Client client, String integration, Instant since) {
        return false;
    }

    /**
     * Records nothing, where nothing is done that anyone would ask about.
     *
     * @return the audit
     */
    static Audit none() {
        return entry -> {};
    }
}
