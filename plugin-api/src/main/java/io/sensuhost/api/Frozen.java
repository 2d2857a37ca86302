package io.sensuhost.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as plain maps and lists, which may hold nulls as {@link Map#copyOf} may not. */
final class Frozen {

    private Frozen() {}

    static Map<String, Object> copy(Map<String, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put(name, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    static Map<String, Object> merged(Map<String, ?> one, Map<String, ?> other) {
        Map<String, Object> all = new LinkedHashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            object.forEach((name, inner) -> copy.put(name, frozen(inner)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> array) {
            List<Object> copy = new ArrayList<>(array.size());
            array.forEach(inner -> copy.add(frozen(inner)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
