package io.sensuhost.host.testkit;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import java.util.concurrent.CompletionStage;

/** Makes an integration that keeps the clients on a list, and deregisters others. */
final class InventoryFactory implements IntegrationFactory {

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public Schema settings() {
        return Schema.of(Attribute.texts("known").asRequired());
    }

    @Override
    public Integration create(IntegrationContext context) {
        return new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                return context.settings().texts("known").contains(event.client().name())
                        ? completedFuture(Result.handled("kept", "node_known", "it is there"))
                        : context.clients().deregister(Deregistration.of(event, "node_unknown", "it is not there"));
            }

            @Override
            public void close() {}
        };
    }
}
