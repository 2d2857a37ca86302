package io.sensuhost.host.audit;

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
     * Records nothing, where nothing is done that anyone would ask about.
     *
     * @return the audit
     */
    static Audit none() {
        return entry -> {};
    }
}
