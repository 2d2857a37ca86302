package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.routing.Route;
import io.sensuhost.host.routing.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of an event: routed to its handlers, filtered and handled by each, answered with an outcome for each. */
public final class Host implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final Router router;
    private final Map<String, HostedIntegration> integrations;
    private final Registries registries;
    private final ExecutorService results;
    private final HostClock clock;
    private final ClientOrder order;

    Host(
            Router router,
            Map<String, HostedIntegration> integrations,
            Registries registries,
            ExecutorService results,
            HostClock clock) {
        this.router = router;
        this.integrations = Map.copyOf(integrations);
        this.registries = registries;
        this.results = results;
        this.order = new ClientOrder(results);
        this.clock = clock;
    }

    /**
     * Handles an event, after those of the same client that came before it.
     *
     * @param event the event
     * @param told the handler that its sender has chosen, if any
     * @return an outcome for each of its handlers, at least one; never completes exceptionally
     */
    public CompletionStage<List<Outcome>> handle(Event event, Optional<String> told) {
        registries.seen(event);
        return order.next(event.client(), () -> handleNow(event, told));
    }

    private CompletionStage<List<Outcome>> handleNow(Event event, Optional<String> told) {
        List<CompletableFuture<Outcome>> outcomes = router.route(event, told).stream()
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
            return integrations.get(route.handler()).handle(event, told);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Result broken(Event event, Throwable e) {
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

    /** Closes the integrations and what they were lent. */
    @Override
    public void close() {
        integrations.values().forEach(HostedIntegration::close);
        registries.close();
        results.shutdown();
    }
}
