package io.sensuhost.host.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What was taken in and has not begun to be handled. It has bounds in number and in bytes; what is being handled takes up
 * bytes still. Thread-safe.
 */
public final class EventQueue {

    private final int mostEvents;
    private final long mostBytes;
    private final Deque<Taken> waiting = new ArrayDeque<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long bytes;
    private boolean refused;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param mostEvents how many may wait
     * @param mostBytes how large they and those being handled may be together, as text; one alone may be larger
     */
    public EventQueue(int mostEvents, long mostBytes) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes all of them or none.
     *
     * @param all what was taken in, in its order
     * @return whether they wait now; if not, the listeners are told once there is room again
     */
    public synchronized boolean offer(List<Taken> all) {
        long more = all.stream().mapToLong(Taken::bytes).sum();
        boolean fits = all.size() <= mostEvents - waiting.size() && (bytes == 0 || more <= mostBytes - bytes);
        if (closed || !fits) {
            refused = true;
            return false;
        }
        waiting.addAll(all);
        bytes += more;
        notifyAll();
        return true;
    }

    /**
     * Waits until there is room.
     *
     * @param one what was taken in
     * @return whether it waits in the queue now; if not, the queue was closed
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean put(Taken one) throws InterruptedException {
        boolean taken = offer(List.of(one));
        while (!taken && !closed) {
            wait();
            taken = offer(List.of(one));
        }
        return taken;
    }

    /**
     * Waits for the next one. It is to be reported to {@link #handled}.
     *
     * @return the one that has waited longest; empty when the queue was closed and none is left
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<Taken> take() throws InterruptedException {
        Optional<Taken> next;
        synchronized (this) {
            while (waiting.isEmpty() && !closed) {
                wait();
            }
            next = Optional.ofNullable(waiting.poll());
        }
        tellOfRoom();
        return next;
    }

    /** Gives back the bytes of one that was taken out. */
    void handled(Taken taken) {
        synchronized (this) {
            bytes -= taken.bytes();
        }
        tellOfRoom();
    }

    private void tellOfRoom() {
        boolean tell;
        synchronized (this) {
            tell = refused;
            refused = false;
            notifyAll();
        }
        if (tell) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Tells someone, promptly and on any thread, whenever there is room after there was none. */
    void whenThereIsRoom(Runnable listener) {
        listeners.add(listener);
    }

    /** From now on nothing is taken; what waits can still be had. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * Whether it takes nothing any more.
     *
     * @return whether it was closed
     */
    public synchronized boolean isClosed() {
        return closed;
    }

    /**
     * How many wait.
     *
     * @return the number
     */
    public synchronized int size() {
        return waiting.size();
    }

    /**
     * How large those are that wait or are being handled.
     *
     * @return the bytes of their texts
     */
    public synchronized long bytes() {
        return bytes;
    }

    /**
     * How many may wait.
     *
     * @return the number
     */
    public int mostEvents() {
        return mostEvents;
    }

    /**
     * Whether hardly another one would be taken.
     *
     * @return whether a bound is reached
     */
    public synchronized boolean isFull() {
        return waiting.size() >= mostEvents || bytes >= mostBytes;
    }
}
