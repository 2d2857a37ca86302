package io.sensuhost.host.status;

import io.sensuhost.api.Metrics;

/** Metrics as lent to one owner: what it has published is no longer shown once they are closed. Thread-safe. */
public interface Instruments extends Metrics, AutoCloseable {

    /** Takes all of the owner's metrics away, and asks its gauges no more. */
    @Override
    void close();
}
