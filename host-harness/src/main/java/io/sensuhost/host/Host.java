package io.sensuhost.host;

import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.plugins.IsolatedIntegration;
import io.sensuhost.host.registry.ClientName;
import io.sensuhost.host.registry.HeldClient;
import io.sensuhost.host.registry.Turns;
import io.sensuhost.host.routing.Route;
import io.sensuhost.host.routing.Router;
import io.sensuhost.host.status.LogContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of an event: routed to its handlers, filtered and handled by each, answered with an outcome for each. */
public final class Host implements EventHandling, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final Router router;
    private final Map<String, HostedIntegration> integrations;
    private final Registries registries;
    private final ThreadPoolExecutor threads;
    private final Turns turns;
    private final HostClock clock;
    private final Unfinished unfinished = new Unfinished();

    Host(
            Router router,
            Map<String, HostedIntegration> integrations,
            Registries registries,
            ThreadPoolExecutor threads,
            Turns turns,
            HostClock clock) {
        this.router = router;
        this.integrations = Map.copyOf(integrations);
        this.registries = registries;
        this.threads = threads;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Outcome>> handle(Event event, Optional<String> told) {
        Duration began = clock.elapsed();
        unfinished.begins();
        return begun(event, told)
                .exceptionally(e -> List.of(new Outcome(
                        Optional.of(event),
                        told,
                        broken(event, e),
                        clock.elapsed().minus(began))))
                .whenComplete((outcomes, e) -> unfinished.isOver());
    }

    private CompletionStage<List<Outcome>> begun(Event event, Optional<String> told) {
        try {
            registries.seen(event);
            return turns.take(
                    ClientName.of(event.client()),
                    threads,
                    () -> LogContext.about(event, () -> handleNow(event, told)));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<List<Outcome>> handleNow(Event event, Optional<String> told) {
        List<Route> routes = router.route(event, told);
        if (LOG.isDebugEnabled()) {
            LOG.debug("Routed to {}", routes.stream().map(Route::handler).toList());
        }
        if (routes.size() == 1) {
            // As nearly always.
            return handle(event, routes.get(0), told.isPresent()).thenApply(List::of);
        }
        List<CompletableFuture<Outcome>> outcomes = routes.stream()
                .map(route -> handle(event, route, told.isPresent()).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> outcomes.stream().map(CompletableFuture::join).toList());
    }

    private CompletionStage<Outcome> handle(Event event, Route route, boolean told) {
        Duration began = clock.elapsed();
        CompletionStage<Result> result = route instanceof Route.NotOurs elsewhere
                ? CompletableFuture.completedFuture(elsewhere.result())
                : handled(event, route, told);
        return result.exceptionally(e -> broken(event, e))
                .thenApply(known -> Outcome.of(
                        event, route.handler(), known, clock.elapsed().minus(began)));
    }

    private CompletionStage<Result> handled(Event event, Route route, boolean told) {
        try {
            return integrations.get(route.handler()).handle(event, told).thenApply(result -> {
                registries.became(route.handler(), event, result);
                return result;
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Result broken(Event event, Throwable e) {
        if (e instanceof RejectedExecutionException || e.getCause() instanceof RejectedExecutionException) {
            return IsolatedIntegration.stopping();
        }
        LOG.error("The host itself failed at {}", event, e);
        return Result.failed("host_bug", "the host itself failed at this event; its log says how");
    }

    /**
     * Tries every integration out, one after the other.
     *
     * @return what each found, by its name
     */
    public Map<String, List<Finding>> tryOut() {
        Map<String, List<Finding>> findings = new TreeMap<>();
        integrations.forEach((name, hosted) ->
                findings.put(name, hosted.integration().tryOut().join()));
        return findings;
    }

    /** Lets every integration get ready, and waits for it some seconds at most. */
    public void warmUp() {
        try {
            threads.prestartAllCoreThreads();
            integrations.values().stream()
                    .map(hosted -> hosted.integration().warmUp())
                    .toList()
                    .forEach(CompletableFuture::join);
        } catch (OutOfMemoryError e) {
            LOG.warn("Not all threads could be started beforehand: {}", e.getMessage());
        }
    }

    /**
     * How many events are being handled, or wait for others of their client.
     *
     * @return the number
     */
    public long inFlight() {
        return unfinished.count();
    }

    /**
     * The names of the integrations in use.
     *
     * @return the names
     */
    public Collection<String> integrations() {
        return integrations.keySet();
    }

    /**
     * Why events that are sent to a handler would reach no integration.
     *
     * @param handler the name that a sender has chosen
     * @return the reason with what to do, empty where they would
     */
    public Optional<String> whyNowhere(String handler) {
        return router.whyNowhere(handler);
    }

    /**
     * Some of the clients that the registry knows; the answer also tells whether it can be reached.
     *
     * @param limit how many at most
     * @return the clients; completes with an exception, whose message is for people, where they cannot be read
     */
    public CompletionStage<List<Client>> clients(int limit) {
        return registries.clients(limit);
    }

    /**
     * Lets clients pass that the deregistration guard holds, once each.
     *
     * @param clients their names; none for all
     * @return what was released, to be handled afresh at once
     */
    public List<HeldClient> release(Optional<Collection<String>> clients) {
        return registries.release(clients);
    }

    /** Shows its deregistration guard in the metrics, in place of an earlier host's. */
    void publish() {
        registries.publish();
    }

    /** Goes on with a new audit file where another program has moved the old one away. */
    public void reopenAudit() {
        registries.reopenAudit();
    }

    /**
     * Waits for what is in flight.
     *
     * @param patience how long at most
     * @return whether nothing is in flight any more
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean drain(Duration patience) throws InterruptedException {
        return unfinished.awaitNone(patience);
    }

    /** Closes the integrations and what they were lent. */
    @Override
    public void close() {
        close(integrations.values(), registries, threads);
    }

    static void close(Collection<HostedIntegration> integrations, Registries registries, ThreadPoolExecutor threads) {
        integrations.forEach(HostedIntegration::close);
        registries.close();
        threads.shutdown();
    }
}
