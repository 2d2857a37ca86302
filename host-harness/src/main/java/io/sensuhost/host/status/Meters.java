package io.sensuhost.host.status;

/** Where metrics come from. Thread-safe. */
@FunctionalInterface
public interface Meters {

    /**
     * Metrics for an owner. Where an owner of that name has some already, the new ones are shown in their place.
     *
     * @param owner what all the names begin with
     * @return the metrics, for the caller to close
     */
    Instruments of(String owner);

    /**
     * Metrics at which nobody looks.
     *
     * @return the metrics
     */
    static Meters unwatched() {
        return owner -> new Unwatched();
    }
}
