package io.sensuhost.host.status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The latest of what there was. Thread-safe. */
public final class Recent<T> {

    private final int most;
    private final Deque<T> kept = new ArrayDeque<>();

    /**
     * Nothing yet.
     *
     * @param most how many are kept
     */
    public Recent(int most) {
        this.most = most;
    }

    /**
     * Adds one, and forgets the oldest where there are too many.
     *
     * @param one what to add
     */
    public synchronized void add(T one) {
        kept.addFirst(one);
        if (kept.size() > most) {
            kept.removeLast();
        }
    }

    /**
     * The latest.
     *
     * @param limit how many at most
     * @return the newest first
     */
    public synchronized List<T> latest(int limit) {
        List<T> latest = new ArrayList<>();
        for (Iterator<T> next = kept.iterator(); next.hasNext() && latest.size() < limit; ) {
            latest.add(next.next());
        }
        return latest;
    }
}
