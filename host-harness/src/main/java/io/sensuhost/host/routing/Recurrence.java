package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import java.util.Optional;

/**
 * Whether an event that has had enough occurrences is due to be handled, again or for the first time. Thread-safe.
 */
public abstract sealed class Recurrence permits CountedRecurrence, RememberedRecurrence {

    /**
     * Goes by the events' own count of occurrences and remembers nothing: for commands that end.
     *
     * @return the recurrence
     */
    public static Recurrence counted() {
        return new CountedRecurrence();
    }

    /**
     * Remembers for each client, check and handler when an event was handled last and how, for the latest 100,000 of
     * them.
     *
     * @param clock measures the time that has passed
     * @return the recurrence, to be kept when the configuration changes
     */
    public static Recurrence remembered(HostClock clock) {
        return new RememberedRecurrence(clock);
    }

    /** Why an event is not due, or nothing if it is. */
    abstract Optional<String> refuses(Event event, String handler, Rhythm rhythm);

    /** Like {@link #refuses}, and an event that is due is from now on being handled. */
    abstract Optional<String> begin(Event event, String handler, Rhythm rhythm);

    /** Takes note of what became of an event that was begun, unless its incident is over since. */
    abstract void handled(Event event, String handler, Result result);

    /** The incident of an event is over. */
    abstract void forget(Event event, String handler);
}
