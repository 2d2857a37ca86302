package io.sensuhost.host.emulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its eldest entries beyond a limit: callers can make up as many keys as they like. */
final class Newest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    Newest(int limit) {
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
