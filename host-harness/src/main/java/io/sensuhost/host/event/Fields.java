package io.sensuhost.host.event;

import io.sensuhost.api.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object, each taken as what it must be. A null counts as missing, a time of 0 as none. */
record Fields(String path, JsonObject values) {

    /** The end of the year 9999: milliseconds, sent by mistake, lie beyond it. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** What remembers clients and checks must not be filled by a few names. */
    private static final int LONGEST_NAME = 255;

    static Fields of(Object json) throws MalformedEvent {
        if (json instanceof Map<?, ?> values) {
            return new Fields("", JsonObject.of(values));
        }
        throw MalformedEvent.notAnEvent("an event must be an object, but is " + shown(json));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<Object> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Fields object(String name) throws MalformedEvent {
        if (values.get(name) instanceof JsonObject object) {
            return new Fields(pathOf(name), object);
        }
        throw wrong(name, "an object");
    }

    Fields objectOrNothing(String name) throws MalformedEvent {
        return values.get(name) == null ? new Fields(pathOf(name), JsonObject.of(Map.of())) : object(name);
    }

    String name(String name) throws MalformedEvent {
        if (!(values.get(name) instanceof String text) || text.isBlank()) {
            throw wrong(name, "a non-empty string");
        }
        if (text.length() > LONGEST_NAME) {
            throw wrong(name, "a string of at most " + LONGEST_NAME + " characters");
        }
        return text;
    }

    String textOr(String name, String otherwise) throws MalformedEvent {
        Object value = find(name).orElse(otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    boolean flag(String name) throws MalformedEvent {
        Object value = find(name).orElse(false);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false");
    }

    List<String> texts(String name) throws MalformedEvent {
        Object value = find(name).orElse(List.of());
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "an array of strings");
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            texts.add(String.valueOf(element));
        }
        return texts;
    }

    /** Windows ends processes with codes that are no int; what is so far from 0 is unknown all the same. */
    int status(String name) throws MalformedEvent {
        Object value = values.get(name);
        if (value instanceof Integer || value instanceof Long) {
            long status = ((Number) value).longValue();
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, status));
        }
        throw wrong(name, "a whole number");
    }

    long countOr(String name, long otherwise) throws MalformedEvent {
        Object value = find(name).orElse(otherwise);
        if (value instanceof Integer || value instanceof Long) {
            return Math.max(1, ((Number) value).longValue());
        }
        throw wrong(name, "a whole number");
    }

    Optional<Instant> time(String name) throws MalformedEvent {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        // A double is exact to the microsecond here, and quick where the exponent of a BigDecimal is huge.
        double seconds = value instanceof Number number ? number.doubleValue() : -1;
        if (seconds >= 0 && seconds <= LAST_SECOND) {
            return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000))).filter(Instant.EPOCH::isBefore);
        }
        throw wrong(name, "a number of seconds since 1970");
    }

    MalformedEvent wrong(String name, String expected) {
        String found = has(name) ? shown(values.get(name)) : "missing";
        return MalformedEvent.notAnEvent(pathOf(name) + " must be " + expected + ", but is " + found);
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        if (value instanceof String text) {
            return text.isEmpty() ? "empty" : '"' + text.substring(0, Math.min(80, text.length())) + '"';
        }
        String number = String.valueOf(value);
        return number.length() <= 80 ? number : "a number of many digits";
    }
}
