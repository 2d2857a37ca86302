package io.sensuhost.host.intake.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP. A request has half a minute to arrive and is answered within three; no thread waits for an answer
 * that takes its time.
 */
public final class HttpIntake {

    private static final Logger LOG = LoggerFactory.getLogger(HttpIntake.class);
    private static final int THREADS = 16;
    private static final String HEALTH = "/health";

    static {
        // The server reads them once, when it is first used.
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "180");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "200");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Routes routes;
    private final Supplier<Optional<BearerToken>> token;
    private final Bodies bodies = new Bodies();

    private HttpIntake(HttpServer server, Routes routes, Supplier<Optional<BearerToken>> token) {
        this.server = server;
        this.routes = routes;
        this.token = token;
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "http-intake");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Listens.
     *
     * @param address where; port 0 means any that is free
     * @param routes who answers what
     * @param token gives what callers have to present on every path but {@code /health}, if anything
     * @return the server, for the caller to stop
     * @throws IOException where it cannot listen there
     */
    public static HttpIntake listen(InetSocketAddress address, Routes routes, Supplier<Optional<BearerToken>> token)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        HttpIntake intake = new HttpIntake(server, routes, token);
        server.createContext("/", intake::handle);
        server.setExecutor(intake.threads);
        server.start();
        return intake;
    }

    /**
     * Where it listens.
     *
     * @return the address with the port that it really has
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        answer(exchange)
                .handleAsync(
                        (answer, e) -> {
                            if (e != null) {
                                LOG.error(
                                        "A request for {} failed",
                                        exchange.getRequestURI().getPath(),
                                        e);
                            }
                            send(
                                    exchange,
                                    e == null
                                            ? answer
                                            : Answer.error(500, "the host has made a mistake; its log says more"));
                            return exchange;
                        },
                        threads);
    }

    private CompletionStage<Answer> answer(HttpExchange exchange) {
        try {
            String path = exchange.getRequestURI().getPath();
            if (!path.equals(HEALTH) && !isAllowed(exchange)) {
                return answered(Answer.error(401, "present the token of host.http.token: Authorization: Bearer TOKEN")
                        .with("WWW-Authenticate", "Bearer"));
            }
            if (exchange.getRequestHeaders().containsKey("Origin")) {
                return answered(Answer.error(403, "web pages may not come here"));
            }
            return routes.of(path)
                    .map(methods -> answer(exchange, methods))
                    .orElseGet(() -> answered(
                            Answer.error(404, "there is nothing here; there is " + String.join(", ", routes.paths()))));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        return token.get()
                .map(expected -> expected.isPresentedBy(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))))
                .orElse(true);
    }

    private CompletionStage<Answer> answer(HttpExchange exchange, Map<String, Endpoint> methods) {
        Optional<Endpoint> endpoint = Optional.ofNullable(methods.get(exchange.getRequestMethod()));
        if (endpoint.isEmpty()) {
            String allowed = String.join(", ", methods.keySet());
            return answered(Answer.error(405, "use " + allowed).with("Allow", allowed));
        }
        try (Bodies.Body body = bodies.read(exchange)) {
            return body.refusal()
                    .<CompletionStage<Answer>>map(HttpIntake::answered)
                    .orElseGet(
                            () -> endpoint.get().answer(new Request(Query.of(exchange.getRequestURI()), body.bytes())));
        } catch (IOException e) {
            LOG.debug("A request broke off: {}", e.getMessage());
            return answered(Answer.error(400, "the request breaks off"));
        }
    }

    private static CompletionStage<Answer> answered(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
            if (!empty) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            LOG.debug("An answer did not arrive: {}", e.getMessage());
        }
    }

    /**
     * Listens no more.
     *
     * @param patience how long requests may still be answered
     */
    public void stop(Duration patience) {
        server.stop((int) patience.toSeconds());
        threads.shutdownNow();
    }
}
