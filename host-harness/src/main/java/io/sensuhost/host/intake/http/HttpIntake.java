package io.sensuhost.host.intake.http;

import com.sun.net.httpserver.HttpServer;
import io.sensuhost.api.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens for HTTP. A request has half a minute to arrive and is answered within three. While it arrives it has a thread
 * of its own, so that a slow one keeps nobody waiting; none waits for an answer that takes its time.
 */
public final class HttpIntake {

    private static final int MOST_CONNECTIONS = 500;

    static {
        limit();
    }

    /** Sets the limits of the JDK's server, which reads them once: to be called before anyone uses it. */
    public static void limit() {
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        // Else the end of an answer waits 40 ms for the word that its beginning has arrived.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxRspTime", "180");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "200");
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(MOST_CONNECTIONS));
    }

    private final HttpServer server;
    private final Reception reception;
    private final ExecutorService threads;

    private HttpIntake(HttpServer server, Reception reception, ExecutorService threads) {
        this.server = server;
        this.reception = reception;
        this.threads = threads;
    }

    /**
     * Listens.
     *
     * @param address where; port 0 means any that is free
     * @param routes who answers what
     * @param token gives what callers have to present on every path but {@code /health}, if anything
     * @param metrics counts the answers
     * @return the server, for the caller to stop
     * @throws IOException where it cannot listen there
     */
    public static HttpIntake listen(
            InetSocketAddress address, Routes routes, Supplier<Optional<BearerToken>> token, Metrics metrics)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        // One for each connection that is read from, and one for each that is answered; of both there is one
        // beforehand.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2, 2 * MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), HttpIntake::thread);
        threads.prestartAllCoreThreads();
        Reception reception = new Reception(routes, token, threads, metrics);
        server.createContext("/", reception);
        server.setExecutor(threads);
        server.start();
        return new HttpIntake(server, reception, threads);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "http-intake");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Where it listens.
     *
     * @return the address with the port that it really has
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Listens no more.
     *
     * @param patience how long requests may still be answered
     */
    public void stop(Duration patience) {
        // The JDK's server is patient even where there is nobody to wait for.
        server.stop(isIdle() ? 0 : (int) patience.toSeconds());
        threads.shutdownNow();
    }

    /** Whether nobody waits for an answer; somewhat later than the last one has it. */
    boolean isIdle() {
        return reception.isIdle();
    }
}
