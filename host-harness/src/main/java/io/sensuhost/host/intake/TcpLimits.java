package io.sensuhost.host.intake;

import java.time.Duration;

/**
 * What senders may cost.
 *
 * @param connections how many may be open at a time
 * @param bytes how much of events that are not complete is kept, of all connections together
 * @param betweenEvents how long a connection may be without an event
 * @param withinEvent how long an event may take from its first byte to its last
 * @param badInARow how many things that are no events it may send one after the other
 */
public record TcpLimits(int connections, long bytes, Duration betweenEvents, Duration withinEvent, int badInARow) {

    /**
     * The usual ones.
     *
     * @return the limits
     */
    public static TcpLimits usual() {
        return new TcpLimits(20_000, 64L << 20, Duration.ofMinutes(10), Duration.ofMinutes(1), 100);
    }
}
