package io.sensuhost.host;

import io.sensuhost.api.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes an event and says what became of it. Thread-safe. */
@FunctionalInterface
public interface EventHandling {

    /**
     * Handles an event, after those of the same client that came before it. Returns at once.
     *
     * @param event the event
     * @param told the handler that its sender has chosen, if any
     * @return an outcome for each of its handlers, at least one; never completes exceptionally
     */
    CompletionStage<List<Outcome>> handle(Event event, Optional<String> told);
}
