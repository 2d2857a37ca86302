package io.sensuhost.host.intake;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
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
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);

    private final HostClock clock;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final SelectionKey accepting;
    private final TcpConnections connections;
    private final Thread thread = new Thread(this::run, "tcp-intake");
    private Duration tidied;
    private volatile boolean stopping;
    private volatile boolean givenUp;
    private volatile boolean brokenDown;

    private TcpIntake(InetSocketAddress address, HostClock clock, TcpConnections connections) throws IOException {
        this.clock = clock;
        this.connections = connections;
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
        TcpConnections connections = new TcpConnections(decoder, told, queue, clock, limits);
        TcpIntake intake = new TcpIntake(address, clock, connections);
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
        return connections.count();
    }

    /**
     * Whether it takes nothing any more, by a mistake of the host's.
     *
     * @return whether only a restart helps
     */
    public boolean isBroken() {
        return brokenDown;
    }

    private void run() {
        try {
            while (!stopping) {
                selector.select(this::ready, HOUSEKEEPING.toMillis());
                connections.resume();
                tidyUp();
            }
            takeTheRest();
        } catch (IOException | RuntimeException | Error e) {
            brokenDown = true;
            LOG.error("The TCP intake has broken down", e);
        } finally {
            connections.closeAll();
            close(server);
            close(selector);
        }
    }

    private void ready(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else if (key.attachment() instanceof TcpConnection connection) {
            connections.read(connection);
        }
    }

    private void accept() {
        try {
            while (!connections.areTooMany()) {
                Optional<SocketChannel> accepted = Optional.ofNullable(server.accept());
                if (accepted.isEmpty()) {
                    return;
                }
                adopt(accepted.get());
            }
            LOG.warn("{} connections are open: others have to wait", connections.count());
        } catch (IOException e) {
            LOG.warn("No connection can be taken now: {}", e.getMessage());
        }
        accepting.interestOps(0);
    }

    private void adopt(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(connections.add(key));
    }

    private void tidyUp() {
        Duration now = clock.elapsed();
        if (now.minus(tidied).compareTo(HOUSEKEEPING) < 0) {
            return;
        }
        tidied = now;
        connections.tidyUp(now);
        if (!connections.areTooMany()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Takes what senders have sent already, since they believe that it has arrived. */
    private void takeTheRest() throws IOException {
        accept();
        server.close();
        connections.readTheRest();
        while (!givenUp && !connections.handOverTheRest()) {
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
