package io.sensuhost.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that nobody can change, and that may hold nulls as {@link Map#copyOf} may not. It is two arrays, since
 * thousands of events are in memory at once, and a map is an object for each of its entries.
 */
final class Frozen extends AbstractMap<String, Object> {

    /** Among so many a name is found by looking at each. */
    private static final int FEW = 24;

    private final String[] names;
    private final Object[] values;

    /** Where the names are, if they are many. */
    private final Optional<Map<String, Integer>> places;

    private Frozen(Map<?, ?> object) {
        // Not by its size, which may be another one by now where a plugin's threads still write to it.
        Entry<?, ?>[] entries = object.entrySet().toArray(Entry<?, ?>[]::new);
        names = new String[entries.length];
        values = new Object[entries.length];
        for (int place = 0; place < entries.length; place++) {
            names[place] = String.valueOf(entries[place].getKey());
            values[place] = frozen(entries[place].getValue());
        }
        places = names.length <= FEW ? Optional.empty() : Optional.of(places(names));
    }

    private static Map<String, Integer> places(String... names) {
        Map<String, Integer> places = new HashMap<>(names.length * 2);
        for (int place = 0; place < names.length; place++) {
            places.put(names[place], place);
        }
        return places;
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
        if (value instanceof String) {
            // Most are, and it takes the JVM long to find out that a string is none of those below.
            return value;
        }
        if (value instanceof Map<?, ?> object) {
            return copy(object);
        }
        if (value instanceof List<?> array) {
            Object[] copy = array.toArray();
            Arrays.setAll(copy, place -> frozen(copy[place]));
            return Collections.unmodifiableList(Arrays.asList(copy));
        }
        return value;
    }

    private int place(Object name) {
        if (places.isPresent()) {
            return places.get().getOrDefault(name, -1);
        }
        int place = names.length - 1;
        while (place >= 0 && !names[place].equals(name)) {
            place--;
        }
        return place;
    }

    @Override
    public Object get(Object name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(Object name) {
        return place(name) >= 0;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, Object>> {

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Entry<String, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    Entry<String, Object> entry = new SimpleImmutableEntry<>(names[next], values[next]);
                    next++;
                    return entry;
                }
            };
        }
    }
}
