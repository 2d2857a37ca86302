package io.sensuhost.host.audit;

import io.sensuhost.api.Client;
import io.sensuhost.api.Evidence;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was done to a client, or put off.
 *
 * @param time when
 * @param what what it was
 * @param client the client as it was last known
 * @param integration the name of the integration that asked for it
 * @param code the code of the result
 * @param reason the reason of the result
 * @param evidence how sure the integration was; a release has none
 */
public record AuditEntry(
        Instant time,
        What what,
        Client client,
        String integration,
        String code,
        String reason,
        Optional<Evidence> evidence) {

    /** What can happen to a client. */
    public enum What {
        /** It is about to be deleted, within the guard's budget. */
        DEREGISTERING,
        /** It was deleted, within the guard's budget. */
        DEREGISTERED,
        /** It was deleted, and the guard did not count it. */
        DEREGISTERED_UNCOUNTED,
        /** The registry no longer had it. */
        ALREADY_GONE,
        /** It was to be deleted, and the registry's answer was lost: it may be gone. */
        UNANSWERED,
        /** The same, where the guard did not count it. */
        UNANSWERED_UNCOUNTED,
        /** It was about to be deleted, and was not. */
        NOT_DEREGISTERED,
        /** The guard put its deletion off. */
        HELD,
        /** Someone looked at it, and let it pass the guard. */
        RELEASED;

        /**
         * Whether this ends what began with {@link #DEREGISTERING}.
         *
         * @return whether nothing more comes of it
         */
        public boolean isEnd() {
            return this == DEREGISTERED || this == UNANSWERED || this == ALREADY_GONE || this == NOT_DEREGISTERED;
        }

        /**
         * Whether a client is gone, or may be, by what the guard counted.
         *
         * @return whether it is to be taken for spent
         */
        public boolean isCountedDeletion() {
            return this == DEREGISTERED || this == UNANSWERED;
        }
    }
}
