package io.sensuhost.host.registry;

import java.time.Duration;

/** Pauses between attempts, each twice as long as the one before, up to two seconds. Not thread-safe. */
final class Backoff {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Duration next = Duration.ofMillis(100);

    /** The next pause, or the one that the other side wants where it is not zero. */
    Duration next(Duration wanted) {
        Duration own = next;
        Duration longer = own.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return wanted.isZero() ? own : wanted;
    }
}
