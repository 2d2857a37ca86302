package io.sensuhost.host.registry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets a few calls go at a time, and the others wait their turn in a queue that has an end. Thread-safe. */
final class Slots {

    private final int mostWaiting;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int free;
    private boolean closed;

    Slots(int slots, int mostWaiting) {
        this.free = slots;
        this.mostWaiting = mostWaiting;
    }

    /** Starts the call now or later, or refuses it with the reason. */
    void enter(Waiting call) {
        Runnable next;
        synchronized (this) {
            if (closed) {
                next = () -> call.refuse().accept("the host is done with it");
            } else if (free > 0) {
                free--;
                next = call.start();
            } else if (queue.size() < mostWaiting) {
                queue.add(call);
                return;
            } else {
                next = () -> call.refuse().accept(mostWaiting + " calls wait for it already");
            }
        }
        next.run();
    }

    void leave() {
        Optional<Waiting> next;
        synchronized (this) {
            next = Optional.ofNullable(queue.poll());
            free += next.isEmpty() ? 1 : 0;
        }
        next.map(Waiting::start).ifPresent(Runnable::run);
    }

    /** Refuses those that began to wait at a moment or before it. */
    void refuseThoseSince(Duration moment, String reason) {
        List<Waiting> tired = new ArrayList<>();
        synchronized (this) {
            while (!queue.isEmpty() && queue.peek().since().compareTo(moment) <= 0) {
                tired.add(queue.poll());
            }
        }
        tired.forEach(call -> call.refuse().accept(reason));
    }

    void close() {
        List<Waiting> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(queue);
            queue.clear();
        }
        rest.forEach(call -> call.refuse().accept("the host is done with it"));
    }

    /**
     * A call that wants a slot.
     *
     * @param since when it began to wait
     * @param start starts it; it leaves the slot when it has ended
     * @param refuse ends it without a slot, with the reason
     */
    record Waiting(Duration since, Runnable start, Consumer<String> refuse) {}
}
