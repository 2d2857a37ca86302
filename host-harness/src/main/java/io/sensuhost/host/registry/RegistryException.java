package io.sensuhost.host.registry;

import java.time.Duration;
import java.util.Optional;

/** Why a registry could not do what it was asked to. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Duration> passesIn;

    RegistryException(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    RegistryException(Kind kind, String message, Optional<Duration> passesIn) {
        super(message);
        this.kind = kind;
        this.passesIn = passesIn;
    }

    RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.passesIn = Optional.empty();
    }

    /**
     * What sort of failure it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Whether the same may succeed a little later.
     *
     * @return after how long, zero where nobody said; empty where it would fail again
     */
    public Optional<Duration> passesIn() {
        return passesIn;
    }

    /** Sorts of failure, by what is known afterwards. */
    public enum Kind {
        /** It has not been done. */
        NOT_DONE("registry_failed"),
        /** It may have been done: the answer was lost, or has not come in time. */
        UNKNOWN("registry_failed"),
        /** It has not been done, since the client lives in a namespace that the host has no business in. */
        FOREIGN_NAMESPACE("foreign_namespace");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /**
         * The code of a result that fails for it.
         *
         * @return a stable snake_case word
         */
        public String code() {
            return code;
        }
    }
}
