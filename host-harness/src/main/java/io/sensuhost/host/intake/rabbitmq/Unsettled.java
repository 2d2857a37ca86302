package io.sensuhost.host.intake.rabbitmq;

import java.time.Duration;

/** Counts the messages that were taken in and are not settled with the broker. Thread-safe. */
final class Unsettled {

    private int count;

    synchronized void add() {
        count++;
    }

    synchronized void remove() {
        count--;
        if (count == 0) {
            notifyAll();
        }
    }

    synchronized int count() {
        return count;
    }

    /** Waits until there are none, and no longer than so long. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); count > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
