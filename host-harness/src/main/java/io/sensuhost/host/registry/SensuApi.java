package io.sensuhost.host.registry;

import io.sensuhost.api.BoundedText;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks a Sensu API over HTTP, a few calls at a time. A call that fails in passing is tried again within its time, in which
 * it also waits for its turn.
 */
final class SensuApi implements AutoCloseable {

    private static final int IN_FLIGHT = 8;
    private static final int MOST_WAITING = 10_000;
    private static final int THREADS = 2;
    static final String DONE_WITH_IT = "the host is done with it";

    private final ApiAccess access;
    private final HostClock clock;
    private final Metrics metrics;
    private final Slots slots = new Slots(IN_FLIGHT, MOST_WAITING);
    private final Set<ApiExchange> wanted = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final AtomicReference<Optional<HttpClient>> http;
    private volatile boolean closed;

    SensuApi(ApiAccess access, HostClock clock, Metrics metrics) {
        this.access = access;
        this.clock = clock;
        this.metrics = metrics;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SensuApi::thread);
        threads.allowCoreThreadTimeOut(true);
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(access.timeout())
                .executor(threads);
        access.caCert().map(TrustedAuthorities::in).ifPresent(client::sslContext);
        http = new AtomicReference<>(Optional.of(client.build()));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "registry");
        thread.setDaemon(true);
        return thread;
    }

    /** The deadline of what begins now and is part of nothing larger. */
    Deadline deadline() {
        return Deadline.in(access.timeout(), clock);
    }

    CompletionStage<ApiAnswer> send(ApiCall call) {
        return send(call, deadline());
    }

    /** Completes with whatever the API answers, unless it gives no answer or only such as pass. */
    CompletionStage<ApiAnswer> send(ApiCall call, Deadline deadline) {
        ApiExchange exchange = new ApiExchange(this, access, clock, call, deadline);
        wanted.add(exchange);
        exchange.want(slots, () -> wanted.remove(exchange));
        return exchange.answer();
    }

    boolean isClosed() {
        return closed;
    }

    void leave() {
        slots.leave();
    }

    /** Also fails by its future where the request cannot even be made: the reason may quote a secret. */
    CompletableFuture<HttpResponse<String>> attempt(ApiCall call) {
        try {
            return ask(call);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(ApiCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(access.resolve(call.pathAndQuery()))
                .method(call.method(), BodyPublishers.noBody())
                .header("Accept", "application/json");
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        return http.get()
                .map(client -> client.sendAsync(request.build(), BoundedText.ofAtMost(call.mostCharacters())))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException(DONE_WITH_IT)));
    }

    void counted(ApiCall call, String status) {
        metrics.count("registry_calls", 1, "operation", call.operation(), "status", status);
    }

    @Override
    public void close() {
        closed = true;
        wanted.forEach(exchange -> exchange.abandon(DONE_WITH_IT));
        // Before Java 21 a client cannot be closed: its selector thread ends once nobody refers to it.
        http.getAndSet(Optional.empty())
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .ifPresent(SensuApi::closeQuietly);
        threads.shutdown();
    }

    private static void closeQuietly(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the HTTP client", e);
        }
    }
}
