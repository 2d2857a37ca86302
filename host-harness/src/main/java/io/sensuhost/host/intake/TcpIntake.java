package io.sensuhost.host.intake;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events over TCP: one or more on each connection, and nothing is ever written back. One thread serves all
 * connections. Where the queue or the room for incomplete events is full, it stops reading, and senders have to wait.
 */
public final class TcpIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpIntake.class);
    private static final int BACKLOG = 4096;
    private static final int PIECE = 64 * 1024;
    private static final int MOST_PIECES_AT_THE_END = 1024;
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
    private static final Duration STARVED_TOO_LONG = Duration.ofSeconds(5);

    private final EventDecoder decoder;
    private final Supplier<Optional<String>> told;
    private final EventQueue queue;
    private final HostClock clock;
    private final TcpLimits limits;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final SelectionKey accepting;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
    private final Set<TcpConnection> connections = new HashSet<>();
    private final Set<TcpConnection> waiting = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "tcp-intake");
    private Duration tidied;
    private Optional<Duration> starvedSince = Optional.empty();
    private long held;
    private volatile int open;
    private volatile boolean stopping;
    private volatile boolean givenUp;

    private TcpIntake(
            InetSocketAddress address,
            EventDecoder decoder,
            Supplier<Optional<String>> told,
            EventQueue queue,
            HostClock clock,
            TcpLimits limits)
            throws IOException {
        this.decoder = decoder;
        this.told = told;
        this.queue = queue;
        this.clock = clock;
        this.limits = limits;
        this.tidied = clock.elapsed();
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            selector.close();
            throw e;
        }
        server.configureBlocking(false);
        accepting = server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /**
     * Listens.
     *
     * @param address where; port 0 means any that is free
     * @param decoder reads the events
     * @param told gives the handler that the Sensu server has chosen, if any
     * @param queue where the events go
     * @param clock tells who has been silent for too long
     * @param limits what senders may cost
     * @return the intake, for the caller to close
     * @throws IOException where it cannot listen there
     */
    public static TcpIntake listen(
            InetSocketAddress address,
            EventDecoder decoder,
            Supplier<Optional<String>> told,
            EventQueue queue,
            HostClock clock,
            TcpLimits limits)
            throws IOException {
        TcpIntake intake = new TcpIntake(address, decoder, told, queue, clock, limits);
        queue.whenThereIsRoom(intake.selector::wakeup);
        intake.thread.start();
        return intake;
    }

    /**
     * Where it listens.
     *
     * @return the address with the port that it really has
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.socket().getLocalSocketAddress();
    }

    /**
     * How many connections are open.
     *
     * @return the number
     */
    public int connections() {
        return open;
    }

    private void run() {
        try {
            while (!stopping) {
                selector.select(this::ready, HOUSEKEEPING.toMillis());
                resume();
                tidyUp();
            }
            takeTheRest();
        } catch (IOException | RuntimeException e) {
            LOG.error("The TCP intake has broken down", e);
        } finally {
            connections.forEach(TcpConnection::close);
            close(server);
            close(selector);
        }
    }

    private void ready(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else if (key.attachment() instanceof TcpConnection connection) {
            try {
                read(connection);
            } catch (RuntimeException e) {
                LOG.error("A sender is cut off by a mistake of the host's", e);
                drop(connection);
            }
        }
    }

    private void accept() {
        try {
            while (connections.size() < limits.connections()) {
                Optional<SocketChannel> accepted = Optional.ofNullable(server.accept());
                if (accepted.isEmpty()) {
                    return;
                }
                adopt(accepted.get());
            }
            LOG.warn("{} connections are open: others have to wait", connections.size());
        } catch (IOException e) {
            LOG.warn("No connection can be taken now: {}", e.getMessage());
        }
        accepting.interestOps(0);
    }

    private void adopt(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        TcpConnection connection = new TcpConnection(key, decoder, queue, told, clock, limits);
        key.attach(connection);
        connections.add(connection);
        open = connections.size();
    }

    private boolean read(TcpConnection connection) {
        long room = limits.bytes() - held;
        boolean some = room > 0 && connection.read(buffer.clear().limit((int) Math.min(PIECE, room)));
        boolean on = handOver(connection);
        if (on && connection.isOver()) {
            drop(connection);
        } else if (!on || held >= limits.bytes()) {
            connection.listenNoMore();
            waiting.add(connection);
        }
        return some && on;
    }

    private boolean handOver(TcpConnection connection) {
        held -= connection.counted();
        boolean all = connection.handOver();
        held += connection.counted();
        return all;
    }

    private void drop(TcpConnection connection) {
        held -= connection.counted();
        connection.close();
        connections.remove(connection);
        waiting.remove(connection);
        open = connections.size();
    }

    /** Listens again to those that had to wait, in their order, as far as there is room now. */
    private void resume() {
        for (TcpConnection connection : List.copyOf(waiting)) {
            if (!handOver(connection)) {
                return;
            }
            if (connection.isOver()) {
                drop(connection);
            } else if (held < limits.bytes()) {
                waiting.remove(connection);
                connection.listen();
            }
        }
    }

    private void tidyUp() {
        Duration now = clock.elapsed();
        if (now.minus(tidied).compareTo(HOUSEKEEPING) < 0) {
            return;
        }
        tidied = now;
        connections.stream()
                .filter(connection -> !waiting.contains(connection) && connection.isIdle(now))
                .toList()
                .forEach(this::giveUp);
        if (connections.size() < limits.connections()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        relieve(now);
    }

    private void giveUp(TcpConnection connection) {
        LOG.debug("A sender has been silent for too long");
        connection.end();
        if (handOver(connection)) {
            drop(connection);
        } else {
            connection.listenNoMore();
            waiting.add(connection);
        }
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
            connections.stream()
                    .max(Comparator.comparingInt(TcpConnection::counted))
                    .ifPresent(largest -> {
                        LOG.warn(
                                "A sender is cut off after {} bytes of one event: others need the room",
                                largest.counted());
                        drop(largest);
                    });
        }
    }

    /** Takes what senders have sent already, since they believe that it has arrived. */
    private void takeTheRest() throws IOException {
        accept();
        server.close();
        for (TcpConnection connection : List.copyOf(connections)) {
            int pieces = 0;
            while (connections.contains(connection) && read(connection) && pieces < MOST_PIECES_AT_THE_END) {
                pieces++;
            }
        }
        while (!givenUp && !waiting.stream().allMatch(this::handOver)) {
            selector.select(HOUSEKEEPING.toMillis());
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("The TCP intake did not close well", e);
        }
    }

    /**
     * Listens no more. What has arrived by now still goes into the queue as it gets room.
     *
     * @param patience how long that may take
     * @throws InterruptedException if the thread is interrupted
     */
    public void stop(Duration patience) throws InterruptedException {
        stopping = true;
        selector.wakeup();
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, patience.toNanos()));
        close();
    }

    /** Gives up what is not in the queue yet. */
    @Override
    public void close() {
        stopping = true;
        givenUp = true;
        selector.wakeup();
    }
}
