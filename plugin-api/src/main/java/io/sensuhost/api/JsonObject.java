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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A JSON object that nobody can change, in any depth: what events, clients, checks and results are made of. Its members
 * are in the order in which they were put, and may be null, as those of {@link Map#copyOf} may not. Whoever reads JSON
 * can build one as it comes; it is not copied again.
 */
@Experimental
public final class JsonObject extends AbstractMap<String, Object> {

    /** Among so many a name is found by looking at each. */
    private static final int FEW = 24;

    // Two arrays, since thousands of events are in memory at once, and a map is an object for each of its entries.
    private final String[] names;
    private final Object[] values;
    private final Optional<Map<String, Integer>> places;

    private JsonObject(Builder built) {
        names = Arrays.copyOf(built.names, built.size);
        values = Arrays.copyOf(built.values, built.size);
        // Not Map.copyOf, which is slow where many names have one hash.
        places = built.places.map(HashMap::new);
    }

    /**
     * The members of a map as they are now.
     *
     * @param object strings, numbers, booleans, nulls, maps and lists by name, in any depth; others may go on writing to
     *     it
     * @return a copy, or the object itself if it is one that cannot be changed
     */
    public static JsonObject of(Map<?, ?> object) {
        if (object instanceof JsonObject known) {
            return known;
        }
        Builder copy = new Builder();
        object.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy.build();
    }

    static Map<String, Object> merged(Map<String, ?> one, Map<String, ?> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return of(one.isEmpty() ? other : one);
        }
        Map<String, Object> all = new LinkedHashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Object frozen(Object value) {
        // What most are. The JVM is quick to tell a class, and slow to tell that something is none of the interfaces
        // below.
        if (value instanceof String || value instanceof Number || value instanceof JsonObject) {
            return value;
        }
        if (value instanceof Map<?, ?> object) {
            return of(object);
        }
        if (value instanceof List<?> array) {
            Object[] copy = array.toArray();
            Arrays.setAll(copy, place -> frozen(copy[place]));
            return Collections.unmodifiableList(Arrays.asList(copy));
        }
        return value;
    }

    private static int place(Object name, String[] names, int size, Optional<Map<String, Integer>> places) {
        if (places.isPresent()) {
            return places.get().getOrDefault(name, -1);
        }
        int place = size - 1;
        while (place >= 0 && !names[place].equals(name)) {
            place--;
        }
        return place;
    }

    @Override
    public Object get(Object name) {
        int place = place(name, names, names.length, places);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(Object name) {
        return place(name, names, names.length, places) >= 0;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        for (int place = 0; place < names.length; place++) {
            action.accept(names[place], values[place]);
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    /** Builds an object, member by member. For one thread. */
    public static final class Builder {

        private String[] names = new String[8];
        private Object[] values = new Object[8];
        private int size;

        /** Where the names are, if they are many. */
        private Optional<Map<String, Integer>> places = Optional.empty();

        /**
         * Puts a member at the end, or in the place of the one that has its name.
         *
         * @param name its name
         * @param value a string, number, boolean, null, map or list; maps and lists are copied, but for those that cannot
         *     be changed
         * @return this
         */
        public Builder put(String name, Object value) {
            int place = place(Objects.requireNonNull(name, "name"), names, size, places);
            if (place < 0) {
                place = size++;
                add(name, place);
            }
            values[place] = frozen(value);
            return this;
        }

        private void add(String name, int place) {
            if (place == names.length) {
                names = Arrays.copyOf(names, 2 * place);
                values = Arrays.copyOf(values, 2 * place);
            }
            names[place] = name;
            if (size == FEW + 1) {
                Map<String, Integer> all = new HashMap<>();
                for (int known = 0; known < place; known++) {
                    all.put(names[known], known);
                }
                places = Optional.of(all);
            }
            places.ifPresent(all -> all.put(name, place));
        }

        /**
         * The object.
         *
         * @return the members that have been put by now
         */
        public JsonObject build() {
            return new JsonObject(this);
        }
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
