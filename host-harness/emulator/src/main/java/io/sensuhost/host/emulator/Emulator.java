package io.sensuhost.host.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Serves a {@link World} as EC2 and STS on one port of 127.0.0.1, over plain HTTP. The service and the region are those
 * that a call is signed for, the account is the one whose access key signs it; the signature is not verified.
 *
 * <p>Up to 1,024 connections at once; a further one is closed unanswered. After {@link #close} no thread and no socket
 * is left.
 */
public final class Emulator implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 1_024;

    private final World world;
    private final Quirks quirks;
    private final Faults faults;
    private final Throttle throttle;
    private final Journal journal = new Journal();
    private final Dispatcher dispatcher;
    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "aws-emulator");
        thread.setDaemon(true);
        return thread;
    });

    private Emulator(World world, ServerSocket listener, InstantSource clock) {
        this.world = world;
        this.listener = listener;
        this.quirks = new Quirks(clock);
        this.faults = new Faults(world);
        this.throttle = new Throttle(clock);
        this.dispatcher = new Dispatcher(world, new Callers(world, clock), throttle, faults, quirks, journal);
    }

    /** Starts on any free port, by the system's clock. */
    public static Emulator start(World world) {
        return start(world, 0, InstantSource.system());
    }

    /**
     * Starts on a port, 0 for any free one.
     *
     * @param clock by which sessions expire, buckets refill and instances become visible
     * @throws UncheckedIOException where the port is taken
     */
    public static Emulator start(World world, int port, InstantSource clock) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            ServerSocket listener = new ServerSocket(port, MAX_CONNECTIONS, loopback);
            Emulator emulator = new Emulator(world, listener, clock);
            emulator.threads.execute(emulator::accept);
            return emulator;
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "cannot listen on 127.0.0.1:%d (%s); port 0 takes any free one".formatted(port, taken.getMessage()),
                    taken);
        }
    }

    /** Where to send calls for either service, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public World world() {
        return world;
    }

    public Faults faults() {
        return faults;
    }

    public Quirks quirks() {
        return quirks;
    }

    public Throttle throttle() {
        return throttle;
    }

    public Journal journal() {
        return journal;
    }

    /** Stops at once: open connections are closed, calls in flight stay unanswered. */
    @Override
    public void close() {
        threads.shutdownNow();
        closeQuietly(listener);
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException | RejectedExecutionException closed) {
            // Here rather than in close(), so that a connection accepted at the last moment is among them.
            connections.forEach(Emulator::closeQuietly);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (connections.size() <= MAX_CONNECTIONS) {
                new Connection(socket, dispatcher).serve();
            }
        } catch (IOException gone) {
            // The client has closed its end, or close() has closed ours: nobody is left to tell.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyBroken) {
            // It holds nothing any more, which is all that closing is for.
        }
    }
}
