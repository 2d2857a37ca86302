package io.sensuhost.host.intake.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sensuhost.api.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in or turns them away, has them answered by whom they are for, and counts the answers. */
final class Reception implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final String HEALTH = "/health";

    private final Routes routes;
    private final Supplier<Optional<BearerToken>> token;
    private final Executor threads;
    private final Metrics metrics;
    private final Bodies bodies = new Bodies();
    private final AtomicInteger unanswered = new AtomicInteger();

    Reception(Routes routes, Supplier<Optional<BearerToken>> token, Executor threads, Metrics metrics) {
        this.routes = routes;
        this.token = token;
        this.threads = threads;
        this.metrics = metrics;
        routes.paths().forEach(path -> count(path, 200, 0));
    }

    @Override
    public void handle(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        unanswered.incrementAndGet();
        answer(exchange, path)
                .exceptionally(e -> {
                    LOG.error("A request for {} failed", path, e);
                    return Answer.error(500, "the host has made a mistake; its log says more");
                })
                .thenAcceptAsync(
                        answer -> {
                            count(path, answer.status(), 1);
                            send(exchange, answer);
                        },
                        threads)
                .exceptionally(e -> {
                    LOG.error("A request for {} was not answered", path, e);
                    exchange.close();
                    return null;
                })
                .whenComplete((nothing, e) -> unanswered.decrementAndGet());
    }

    /** Whether nobody waits for an answer. */
    boolean isIdle() {
        return unanswered.get() == 0;
    }

    private CompletionStage<Answer> answer(HttpExchange exchange, String path) {
        try {
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
        } catch (RuntimeException | Error e) {
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
        try (Bodies.Body body = bodies.read(exchange.getRequestBody())) {
            return body.refusal()
                    .<CompletionStage<Answer>>map(Reception::answered)
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

    private void count(String path, int status, int more) {
        String known = routes.of(path).isPresent() ? path : "other";
        metrics.count("http_answers", more, "path", known, "status", String.valueOf(status));
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
}
