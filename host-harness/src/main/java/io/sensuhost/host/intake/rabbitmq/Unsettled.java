package io.sensuhost.host.intake.rabbitmq;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the messages that were taken in and are not settled with the broker, as long as they can be. Thread-safe. */
final class Unsettled {

    private int count;
    private boolean givenUp;

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

    /** None can be settled any more: nobody has to wait for that. */
    synchronized void giveUp() {
        givenUp = true;
        notifyAll();
    }

    /** Waits until there are none or they are given up, and no longer than so long. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); count > 0 && !givenUp && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
