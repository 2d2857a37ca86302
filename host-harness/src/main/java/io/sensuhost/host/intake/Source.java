package io.sensuhost.host.intake;

import java.util.Locale;

/** Where events come from. */
public enum Source {
    /** A connection on which they were sent. */
    TCP,
    /** A request that had them in its body. */
    HTTP,
    /** A queue of RabbitMQ. */
    RABBITMQ,
    /** Someone who has released clients that the deregistration guard held. */
    GUARD_RELEASE;

    /**
     * The word for it in metrics.
     *
     * @return the word, in snake_case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
