package io.sensuhost.host.intake;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.EventParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender's connection: what it has sent goes into the queue event by event. For the one thread of the intake. */
final class TcpConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    private final SelectionKey key;
    private final EventParser parser;
    private final EventQueue queue;
    private final Supplier<Optional<String>> told;
    private final HostClock clock;
    private final TcpLimits limits;
    private Optional<Taken> refused = Optional.empty();
    private Duration began;
    private int badInARow;
    private int counted;
    private boolean ended;

    TcpConnection(
            SelectionKey key,
            EventDecoder decoder,
            EventQueue queue,
            Supplier<Optional<String>> told,
            HostClock clock,
            TcpLimits limits) {
        this.key = key;
        this.parser = new EventParser(decoder);
        this.queue = queue;
        this.told = told;
        this.clock = clock;
        this.limits = limits;
        this.began = clock.elapsed();
    }

    /** Reads what is there, as far as the buffer has room for it, and tells whether there was anything. */
    boolean read(ByteBuffer buffer) {
        try {
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                end();
            }
            parser.offer(buffer.flip());
            return count > 0;
        } catch (IOException e) {
            // The sender is gone; what it has sent counts as if it had ended well.
            LOG.debug("A sender broke its connection off: {}", e.getMessage());
            end();
            return false;
        }
    }

    /** Nothing more is read. */
    void end() {
        ended = true;
        parser.end();
    }

    /** Hands over all events that are complete, and tells whether the queue had room for them. */
    boolean handOver() {
        Optional<Taken> next = refused.or(this::nextOf);
        while (next.isPresent() && queue.offer(List.of(next.get()))) {
            next = nextOf();
        }
        refused = next;
        boolean hadNothing = counted == 0;
        counted = parser.held() + refused.map(Taken::bytes).orElse(0);
        began = hadNothing && counted > 0 ? clock.elapsed() : began;
        return refused.isEmpty();
    }

    private Optional<Taken> nextOf() {
        if (badInARow > limits.badInARow()) {
            return Optional.empty();
        }
        int before = parser.held();
        return parser.next().map(decoded -> taken(decoded, before - parser.held()));
    }

    private Taken taken(Decoded decoded, int bytes) {
        began = clock.elapsed();
        badInARow = decoded instanceof Decoded.Bad ? badInARow + 1 : 0;
        if (badInARow > limits.badInARow()) {
            LOG.warn("A sender is cut off that has sent {} things in a row that are no events", badInARow);
        }
        return new Taken(Source.TCP, decoded, told.get(), Math.max(1, bytes));
    }

    /** Whether there is nothing left to do with it but to close it. */
    boolean isOver() {
        return refused.isEmpty() && (ended || parser.isOver() || badInARow > limits.badInARow());
    }

    /** How many bytes it kept when it last handed over. */
    int counted() {
        return counted;
    }

    /** Whether its next event does not come or does not end, while it is being listened to. */
    boolean takesTooLong(Duration now) {
        Duration patience = parser.held() > 0 ? limits.withinEvent() : limits.betweenEvents();
        return now.minus(began).compareTo(patience) > 0;
    }

    /** Listens again, from now on. */
    void listen() {
        began = clock.elapsed();
        key.interestOps(SelectionKey.OP_READ);
    }

    void listenNoMore() {
        key.interestOps(0);
    }

    void close() {
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.debug("A connection did not close: {}", e.getMessage());
        }
    }
}
