package io.sensuhost.host.soak;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Of which instances something wrong may be said now. Two wrong answers to one event that agree with each other cannot be
 * told from the truth, so that a lie about an instance is followed by a while that is longer than an event takes. Thread-safe.
 */
final class Deceit {

    /** An event has eight seconds, see {@link SoakIT}. */
    private static final Duration TRUTH_BETWEEN = Duration.ofSeconds(12);

    private final Map<String, Long> told = new HashMap<>();

    /** Whether all of these may be lied about; then they have been. */
    synchronized boolean takes(Collection<String> instances) {
        long now = System.nanoTime();
        boolean allowed = instances.stream()
                .allMatch(id -> !told.containsKey(id) || now - told.get(id) > TRUTH_BETWEEN.toNanos());
        if (allowed) {
            instances.forEach(id -> told.put(id, now));
        }
        return allowed;
    }
}
