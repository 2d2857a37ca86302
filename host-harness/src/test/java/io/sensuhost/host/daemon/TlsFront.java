package io.sensuhost.host.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Lets a server that knows no TLS be spoken to with it, on a port of its own. */
final class TlsFront implements AutoCloseable {

    private final ServerSocket listener;
    private final URI behind;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TlsFront(ServerSocket listener, URI behind) {
        this.listener = listener;
        this.behind = behind;
    }

    static TlsFront of(URI behind, SSLContext tls) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        TlsFront front = new TlsFront(tls.getServerSocketFactory().createServerSocket(0, 0, loopback), behind);
        front.threads.execute(front::accept);
        return front;
    }

    URI endpoint() {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort());
    }

    /** How many there have been. */
    int connections() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = opened(listener.accept());
                accepted.incrementAndGet();
                Socket called = opened(new Socket(behind.getHost(), behind.getPort()));
                threads.execute(() -> pass(caller, called));
                threads.execute(() -> pass(called, caller));
            }
        } catch (IOException closed) {
            sockets.forEach(TlsFront::close);
        }
    }

    private Socket opened(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // By either side.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdown();
    }
}
