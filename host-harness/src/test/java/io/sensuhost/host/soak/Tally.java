package io.sensuhost.host.soak;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each thing was done, those that were not yet done among them. Thread-safe. */
final class Tally {

    private final Map<String, Long> counts = new LinkedHashMap<>();

    synchronized Tally of(Collection<String> kinds) {
        kinds.forEach(kind -> counts.putIfAbsent(kind, 0L));
        return this;
    }

    synchronized void count(String kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    synchronized Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    synchronized List<String> missing() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
