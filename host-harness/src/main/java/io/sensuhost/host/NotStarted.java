package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Stands in for an integration that could not be created.
 *
 * @param name its name
 * @param why why not
 */
record NotStarted(String name, String why) implements Integration {

    @Override
    public CompletionStage<Result> handle(Event event) {
        return CompletableFuture.completedFuture(Result.failed(
                "integration_not_started", "integration '%s' could not be created: %s".formatted(name, why)));
    }

    @Override
    public void close() {}
}
