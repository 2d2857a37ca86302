package io.sensuhost.host.intake;

import io.sensuhost.host.Outcome;

/** Wants to know what became of events. */
@FunctionalInterface
public interface OutcomeListener {

    /**
     * Takes note of an outcome.
     *
     * @param source where the event came from
     * @param outcome what became of it; told from any thread
     */
    void became(Source source, Outcome outcome);
}
