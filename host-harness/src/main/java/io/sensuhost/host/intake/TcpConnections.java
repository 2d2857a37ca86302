package io.sensuhost.host.intake;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.event.EventDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of all senders, who share the room for events that are not complete. Those that find it or the queue
 * full wait for their turn. For the one thread of the intake.
 */
final class TcpConnections {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnections.class);
    private static final int PIECE = 64 * 1024;
    private static final int MOST_PIECES_AT_THE_END = 1024;
    private static final Duration STARVED_TOO_LONG = Duration.ofSeconds(5);

    private final EventDecoder decoder;
    private final Supplier<Optional<String>> told;
    private final EventQueue queue;
    private final HostClock clock;
    private final TcpLimits limits;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
    private final Set<TcpConnection> all = new HashSet<>();
    private final Set<TcpConnection> waiting = new LinkedHashSet<>();
    private Optional<Duration> starvedSince = Optional.empty();
    private long held;
    private volatile int count;

    TcpConnections(
            EventDecoder decoder,
            Supplier<Optional<String>> told,
            EventQueue queue,
            HostClock clock,
            TcpLimits limits) {
        this.decoder = decoder;
        this.told = told;
        this.queue = queue;
        this.clock = clock;
        this.limits = limits;
    }

    TcpConnection add(SelectionKey key) {
        TcpConnection connection = new TcpConnection(key, decoder, queue, told, clock, limits);
        all.add(connection);
        count = all.size();
        return connection;
    }

    /** How many there are; for any thread. */
    int count() {
        return count;
    }

    boolean areTooMany() {
        return all.size() >= limits.connections();
    }

    /** Takes what one has sent, and tells whether there may be more that can be taken at once. */
    boolean read(TcpConnection connection) {
        return unlessItBreaks(connection, () -> {
            long room = limits.bytes() - held;
            boolean some = room > 0 && connection.read(buffer.clear().limit((int) Math.min(PIECE, room)));
            return settle(connection) && some;
        });
    }

    /** A mistake of the host's costs the sender whose event has led to it, and not the thread that serves all. */
    private boolean unlessItBreaks(TcpConnection connection, BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.error("A sender is cut off by a mistake of the host's", e);
            drop(connection);
            return true;
        }
    }

    /** Hands over what is complete; then the connection is done with, waits, or goes on, which is told. */
    private boolean settle(TcpConnection connection) {
        boolean on = handOver(connection);
        if (on && connection.isOver()) {
            drop(connection);
        } else if (!on || held >= limits.bytes()) {
            connection.listenNoMore();
            waiting.add(connection);
        }
        return on;
    }

    private boolean handOver(TcpConnection connection) {
        int before = connection.counted();
        boolean complete = connection.handOver();
        held += connection.counted() - before;
        return complete;
    }

    private void drop(TcpConnection connection) {
        held -= connection.counted();
        connection.close();
        all.remove(connection);
        waiting.remove(connection);
        count = all.size();
    }

    /** Listens again to those that had to wait, in their order, as far as there is room now. */
    void resume() {
        for (TcpConnection connection : List.copyOf(waiting)) {
            if (!unlessItBreaks(connection, () -> resume(connection))) {
                return;
            }
        }
    }

    private boolean resume(TcpConnection connection) {
        if (!handOver(connection)) {
            return false;
        }
        if (connection.isOver()) {
            drop(connection);
        } else if (held < limits.bytes()) {
            waiting.remove(connection);
            connection.listen();
        }
        return true;
    }

    /** Parts with those that take too long, and with the largest where nothing else makes room. */
    void tidyUp(Duration now) {
        all.stream()
                .filter(connection -> !waiting.contains(connection) && connection.takesTooLong(now))
                .toList()
                .forEach(connection -> unlessItBreaks(connection, () -> giveUp(connection)));
        relieve(now);
    }

    private boolean giveUp(TcpConnection connection) {
        LOG.debug("A sender has taken too long");
        connection.end();
        return settle(connection);
    }

    /** Where all room is taken by events that do not get complete, the largest of them has to go. */
    private void relieve(Duration now) {
        if (held < limits.bytes() || queue.isFull()) {
            starvedSince = Optional.empty();
            return;
        }
        Duration since = starvedSince.orElse(now);
        starvedSince = Optional.of(since);
        if (now.minus(since).compareTo(STARVED_TOO_LONG) >= 0) {
            starvedSince = Optional.empty();
            all.stream().max(Comparator.comparingInt(TcpConnection::counted)).ifPresent(largest -> {
                LOG.warn("A sender is cut off after {} bytes of one event: others need the room", largest.counted());
                drop(largest);
            });
        }
    }

    /** Takes all that has arrived. */
    void readTheRest() {
        for (TcpConnection connection : List.copyOf(all)) {
            int pieces = 0;
            while (all.contains(connection) && read(connection) && pieces < MOST_PIECES_AT_THE_END) {
                pieces++;
            }
        }
    }

    /** Hands over what had to wait, and tells whether that was all. */
    boolean handOverTheRest() {
        return List.copyOf(waiting).stream()
                .allMatch(connection -> unlessItBreaks(connection, () -> handOver(connection)));
    }

    void closeAll() {
        all.forEach(TcpConnection::close);
    }
}
