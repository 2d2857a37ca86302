package io.sensuhost.api;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON object that nobody can change, and that may hold nulls as {@link Map#copyOf} may not. */
final class Frozen extends AbstractMap<String, Object> {

    private final Map<String, Object> values;

    private Frozen(Map<?, ?> object) {
        values = new LinkedHashMap<>(object.size() * 4 / 3 + 1);
        object.forEach((name, value) -> values.put(String.valueOf(name), frozen(value)));
    }

    /** What is frozen already is not copied again: events, clients and results are handed on many times. */
    static Map<String, Object> copy(Map<?, ?> object) {
        return object instanceof Frozen frozen ? frozen : new Frozen(object);
    }

    static Map<String, Object> merged(Map<String, ?> one, Map<String, ?> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return copy(one.isEmpty() ? other : one);
        }
        Map<String, Object> all = new LinkedHashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> object) {
            return copy(object);
        }
        if (value instanceof List<?> array) {
            List<Object> copy = new ArrayList<>(array.size());
            array.forEach(inner -> copy.add(frozen(inner)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    @Override
    public Object get(Object name) {
        return values.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return values.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Collections.unmodifiableMap(values).entrySet();
    }
}
