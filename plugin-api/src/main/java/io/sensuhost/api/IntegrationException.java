package io.sensuhost.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Why an integration cannot do its job, for one event or at all. */
@Stable
public final class IntegrationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int MOST_SAID = 10;

    /** Many an exception has no message that could be passed on, and an event has to have a reason. */
    private static final String UNSAID = "no reason was given";

    private final Kind kind;

    /**
     * A failure with a message for people.
     *
     * @param kind what sort of failure it is
     * @param message what happened, where, and what to do; never a secret
     */
    public IntegrationException(Kind kind, String message) {
        super(Objects.requireNonNullElse(message, UNSAID));
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * A failure with a message for people and what led to it.
     *
     * @param kind what sort of failure it is
     * @param message what happened, where, and what to do; never a secret
     * @param cause what led to it
     */
    public IntegrationException(Kind kind, String message, Throwable cause) {
        super(Objects.requireNonNullElse(message, UNSAID), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * Settings that cannot be used.
     *
     * @param problems what is wrong with them, at least one
     * @return the failure, which says the first ten of them
     */
    public static IntegrationException of(List<Problem> problems) {
        String said = problems.stream().limit(MOST_SAID).map(Problem::toString).collect(Collectors.joining("; "));
        int more = problems.size() - MOST_SAID;
        return new IntegrationException(Kind.SETTINGS, more > 0 ? said + "; and " + more + " more" : said);
    }

    /**
     * What sort of failure it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /** Sorts of failure, by who can mend it. */
    public enum Kind {
        /** Settings or client attributes that cannot be used: failed with {@code invalid_client_settings}. */
        SETTINGS,
        /** Something outside does not answer or not now: failed with {@code unavailable}. */
        UNAVAILABLE,
        /** Something outside refuses: failed with {@code access_denied}. */
        REFUSED,
        /** A mistake in the integration: failed with {@code integration_bug}, as is anything else that it throws. */
        BUG
    }
}
