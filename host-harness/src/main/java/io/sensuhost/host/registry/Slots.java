package io.sensuhost.host.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lets a few calls go at a time, and the others wait their turn in a queue that has an end. Thread-safe. */
final class Slots {

    private final int mostWaiting;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int free;

    Slots(int slots, int mostWaiting) {
        this.free = slots;
        this.mostWaiting = mostWaiting;
    }

    /** Begins the call now or later, or refuses it. One that is urgent goes before all that wait. */
    void enter(Waiting call, boolean urgent) {
        boolean full;
        synchronized (this) {
            full = free == 0 && queue.size() >= mostWaiting;
            if (free == 0 && !full) {
                if (urgent) {
                    queue.addFirst(call);
                } else {
                    queue.addLast(call);
                }
                return;
            }
            free -= full ? 0 : 1;
        }
        if (full) {
            call.refuse(mostWaiting + " calls wait for it already");
        } else if (!call.begin()) {
            leave();
        }
    }

    void leave() {
        Optional<Waiting> next;
        do {
            synchronized (this) {
                next = Optional.ofNullable(queue.poll());
                free += next.isEmpty() ? 1 : 0;
            }
        } while (next.isPresent() && !next.get().begin());
    }

    /** A call that wants a slot. */
    interface Waiting {

        /** Begins, and leaves the slot when it has ended; or tells that it has ended already and needs none. */
        boolean begin();

        /** Ends without a slot. */
        void refuse(String reason);
    }
}
