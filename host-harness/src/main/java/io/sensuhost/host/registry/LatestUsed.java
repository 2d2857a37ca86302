package io.sensuhost.host.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What was used last, up to a number and to a sum of lengths; the very last is there however long it is. */
final class LatestUsed<K, V> {

    private final int most;
    private final long longest;
    private final ToLongFunction<V> length;
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private long together;

    LatestUsed(int most, long longest, ToLongFunction<V> length) {
        this.most = most;
        this.longest = longest;
        this.length = length;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    Collection<V> all() {
        return values.values();
    }

    /**
     * Puts a value in the place of the one before it.
     *
     * @return what there is no room for any more
     */
    List<V> put(K key, V value) {
        V before = values.put(key, value);
        together += length.applyAsLong(value) - (before == null ? 0 : length.applyAsLong(before));
        List<V> forgotten = new ArrayList<>();
        Iterator<V> oldestFirst = values.values().iterator();
        while (values.size() > 1 && (values.size() > most || together > longest)) {
            V oldest = oldestFirst.next();
            oldestFirst.remove();
            together -= length.applyAsLong(oldest);
            forgotten.add(oldest);
        }
        return forgotten;
    }
}
