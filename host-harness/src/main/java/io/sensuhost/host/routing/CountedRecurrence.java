package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import java.util.Optional;

/** Takes each occurrence for one interval of time. */
final class CountedRecurrence extends Recurrence {

    @Override
    Optional<String> refuses(Event event, String handler, Rhythm rhythm) {
        long every = rhythm.reset().toSeconds() / rhythm.interval().toSeconds();
        if (every == 0 || (event.occurrences() - rhythm.occurrences()) % every == 0) {
            return Optional.empty();
        }
        return Optional.of("occurrence " + event.occurrences() + " is handled neither as number "
                + rhythm.occurrences() + " nor as one of every " + every + " after it ("
                + rhythm.reset().toSeconds()
                + " s)");
    }

    @Override
    Optional<String> begin(Event event, String handler, Rhythm rhythm) {
        return Optional.empty();
    }

    @Override
    void handled(Event event, String handler, Result result) {}

    @Override
    void forget(Event event, String handler) {}
}
