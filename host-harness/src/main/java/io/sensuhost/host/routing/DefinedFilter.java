package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A filter from the scope {@code filters}: lets pass what has its attributes, or with {@code negate} what has not. When
 * its time windows are not open, it lets all pass.
 */
record DefinedFilter(
        String name, Map<?, ?> attributes, boolean negate, Optional<TimeWindows> when, Supplier<ZonedDateTime> now) {

    /**
     * Reads a definition.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    static DefinedFilter of(String name, Object definition, Supplier<ZonedDateTime> now) {
        if (!(definition instanceof Map<?, ?> filter) || !(filter.get("attributes") instanceof Map<?, ?> attributes)) {
            throw new IllegalArgumentException("attributes must be an object");
        }
        RubyEval.rejectIn("attributes", attributes);
        return new DefinedFilter(
                name,
                attributes,
                Boolean.TRUE.equals(filter.get("negate")),
                Optional.ofNullable(filter.get("when")).map(TimeWindows::of),
                now);
    }

    /** Why an event does not pass, or nothing if it does. */
    Optional<String> refuses(Event event) {
        boolean inForce = when.map(windows -> windows.contain(now.get())).orElse(true);
        if (!inForce || AttributeMatch.matches(attributes, allOf(event)) != negate) {
            return Optional.empty();
        }
        return Optional.of("the event has " + (negate ? "" : "not ") + "the attributes that it asks for");
    }

    private static Map<String, Object> allOf(Event event) {
        Map<String, Object> all = new LinkedHashMap<>(event.attributes());
        all.put("action", event.action().name().toLowerCase(Locale.ROOT));
        all.put("occurrences", event.occurrences());
        return all;
    }
}
