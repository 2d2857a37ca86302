package io.sensuhost.host.scenario;

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

/** Makes an integration that deregisters the clients on a list. */
final class DecommissionsFactory implements IntegrationFactory {

    @Override
    public String name() {
        return "decommissions";
    }

    @Override
    public Schema settings() {
        return Schema.of(Attribute.texts("gone"));
    }

    @Override
    public Integration create(IntegrationContext context) {
        return new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                return context.settings().texts("gone").contains(event.client().name())
                        ? context.clients().deregister(Deregistration.of(event, "decommissioned", "it is on the list"))
                        : completedFuture(Result.handled("kept", "not_gone", "nothing is known against it"));
            }

            @Override
            public void close() {}
        };
    }
}
