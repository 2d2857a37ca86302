package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How often an event's check wants to be handled.
 *
 * @param filter the name of the filter that it is from
 * @param occurrences the occurrence from which on it is handled
 * @param reset how long after it was handled it is handled again
 * @param interval how often Sensu raises it
 */
record Rhythm(String filter, long occurrences, Duration reset, Duration interval) {

    static final String HANDLE_WHEN = "handle_when";
    static final String OCCURRENCES = "occurrences";

    private static final long DEFAULT_RESET = 1800;
    private static final long KEEPALIVE_INTERVAL = 30;
    private static final long DEFAULT_INTERVAL = 60;

    /** The rhythm of an event, by {@code check.handle_when} or first by Sensu's own attributes of the check. */
    static Rhythm of(Event event, boolean byOccurrences) {
        Map<?, ?> check = event.check().attributes();
        Map<?, ?> handleWhen = check.get(HANDLE_WHEN) instanceof Map<?, ?> own ? own : Map.of();
        Map<?, ?> first = byOccurrences ? check : Map.of();
        return new Rhythm(
                byOccurrences ? OCCURRENCES : HANDLE_WHEN,
                count(first, "occurrences")
                        .or(() -> count(handleWhen, "occurrences"))
                        .orElse(1L),
                Duration.ofSeconds(count(first, "refresh")
                        .or(() -> count(handleWhen, "reset"))
                        .orElse(DEFAULT_RESET)),
                Duration.ofSeconds(
                        event.isKeepalive()
                                ? KEEPALIVE_INTERVAL
                                : count(check, "interval")
                                        .filter(seconds -> seconds > 0)
                                        .orElse(DEFAULT_INTERVAL)));
    }

    private static Optional<Long> count(Map<?, ?> object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(value -> value instanceof Integer || value instanceof Long)
                .map(value -> ((Number) value).longValue())
                .filter(number -> number >= 0);
    }
}
