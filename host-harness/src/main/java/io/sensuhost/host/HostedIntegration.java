package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.host.plugins.IsolatedIntegration;
import io.sensuhost.host.routing.Filters;
import io.sensuhost.host.status.Instruments;
import io.sensuhost.host.time.LentClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An integration in its place: filters before it, and what it was lent behind it.
 *
 * @param filters decide which events it gets
 * @param integration handles them
 * @param clock its view of the host's clock
 * @param metrics its metrics
 */
record HostedIntegration(Filters filters, IsolatedIntegration integration, LentClock clock, Instruments metrics)
        implements AutoCloseable {

    CompletionStage<Result> handle(Event event, boolean told) {
        return filters.stop(event, told)
                .thenCompose(stopped -> stopped.<CompletionStage<Result>>map(CompletableFuture::completedFuture)
                        .orElseGet(() -> handle(event)));
    }

    private CompletionStage<Result> handle(Event event) {
        return integration.handle(event).thenApply(result -> {
            filters.handled(event, result);
            return result;
        });
    }

    @Override
    public void close() {
        integration.close();
        clock.close();
        metrics.close();
    }
}
