package io.sensuhost.host.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server on a loopback port that answers like a Sensu API, and misbehaves when it is told to. Thread-safe. */
public abstract class FakeSensuApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Misbehaviour> next = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Misbehaviour> always = Optional.empty();
    private Optional<String> authorization = Optional.empty();
    private int underWay;
    private int mostUnderWay;

    static {
        // Or it waits 40 ms between the head and the body of each answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    FakeSensuApi(Optional<SSLContext> tls) {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls.isPresent()) {
                HttpsServer https = HttpsServer.create(anyPort, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = https;
                scheme = "https";
            } else {
                server = HttpServer.create(anyPort, 0);
                scheme = "http";
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public final URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on only those with this header may come in. */
    public final void requireAuthorization(String header) {
        synchronized (this) {
            authorization = Optional.of(header);
        }
    }

    /** The next requests are treated like this, one after the other. */
    public final void next(Misbehaviour... misbehaviours) {
        synchronized (this) {
            next.addAll(List.of(misbehaviours));
        }
    }

    /** All requests are treated like this from now on. */
    public final void always(Misbehaviour misbehaviour) {
        synchronized (this) {
            always = Optional.of(misbehaviour);
        }
    }

    /** What has been asked: method, path and query of each request, in the order in which they came. */
    public final synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public final synchronized List<String> requests(String method) {
        return requests.stream()
                .filter(request -> request.startsWith(method + " "))
                .toList();
    }

    /** The most requests that were under way at one time. */
    public final synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    /** Waits until so many requests of a method have come. */
    public final synchronized void awaitRequests(String method, int count) throws InterruptedException {
        while (requests(method).size() < count) {
            wait();
        }
    }

    /** Waits until so many requests have come. */
    public final synchronized void awaitRequests(int count) throws InterruptedException {
        while (requests.size() < count) {
            wait();
        }
    }

    @Override
    public final void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Answers a request that nothing is wrong with. */
    abstract void answer(HttpExchange exchange, List<String> path, Map<String, String> query) throws IOException;

    private void serve(HttpExchange exchange) throws IOException {
        Optional<Misbehaviour> misbehaviour;
        boolean welcome;
        synchronized (this) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            notifyAll();
            mostUnderWay = Math.max(mostUnderWay, ++underWay);
            misbehaviour = Optional.ofNullable(next.poll()).or(() -> always);
            welcome = authorization
                    .map(wanted -> wanted.equals(exchange.getRequestHeaders().getFirst("Authorization")))
                    .orElse(true);
        }
        try (exchange) {
            if (misbehaviour.isPresent()) {
                misbehaviour.get().answer(this, exchange);
            } else if (!welcome) {
                reply(exchange, 401, Map.of("error", "not authorized"));
            } else {
                answerRightly(exchange);
            }
        } finally {
            synchronized (this) {
                underWay--;
            }
        }
    }

    private void answerRightly(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        List<String> path = Arrays.stream(uri.getRawPath().substring(1).split("/", -1))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        Map<String, String> query = new LinkedHashMap<>();
        Optional.ofNullable(uri.getRawQuery()).stream()
                .flatMap(all -> Arrays.stream(all.split("&")))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        answer(exchange, path, query);
    }

    static void reply(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    static void reply(HttpExchange exchange, int status, Object json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What can go wrong with an answer. */
    public interface Misbehaviour {

        void answer(FakeSensuApi api, HttpExchange exchange) throws IOException;

        /** Answers as it should, where it is the turn of one that does not matter. */
        static Misbehaviour rightly() {
            return FakeSensuApi::answerRightly;
        }

        static Misbehaviour status(int status) {
            return (api, exchange) -> reply(exchange, status, Map.of("error", "this is a " + status));
        }

        static Misbehaviour text(int status, String body) {
            return bytes(status, body.getBytes(StandardCharsets.UTF_8));
        }

        static Misbehaviour bytes(int status, byte[] bytes) {
            return (api, exchange) -> {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }

        static Misbehaviour throttle(int seconds) {
            return (api, exchange) -> {
                exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
                reply(exchange, 429);
            };
        }

        /** Never answers. */
        static Misbehaviour hanging() {
            return (api, exchange) -> api.hang();
        }

        /** Does what it was asked to, and closes the connection without an answer. */
        static Misbehaviour losingTheAnswer() {
            return (api, exchange) -> api.doSilently(exchange);
        }
    }

    /** Does what is asked without a word. */
    abstract void doSilently(HttpExchange exchange);
}
