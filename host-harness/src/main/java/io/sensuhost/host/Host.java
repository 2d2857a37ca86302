package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.routing.Route;
import io.sensuhost.host.routing.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/** The path of an event: routed to its handlers, filtered and handled by each, answered with an outcome for each. */
public final class Host implements AutoCloseable {

    private final Router router;
    private final Map<String, HostedIntegration> integrations;
    private final Registries registries;
    private final ExecutorService results;
    private final HostClock clock;
    private final ClientOrder order = new ClientOrder();

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
                : integrations.get(route.handler()).handle(event, told);
        return result.thenApply(known ->
                Outcome.of(event, route.handler(), known, clock.elapsed().minus(began)));
    }

    /** Closes the integrations and what they were lent. */
    @Override
    public void close() {
        integrations.values().forEach(HostedIntegration::close);
        registries.close();
        results.shutdown();
    }
}
