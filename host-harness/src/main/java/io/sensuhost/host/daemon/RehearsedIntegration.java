package io.sensuhost.host.daemon;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Looks at all clients, and wants each gone that it hears of; known to a {@link Rehearsal} only. */
final class RehearsedIntegration implements IntegrationFactory {

    static final String NAME = "rehearsal";
    static final String CODE = "rehearsed";

    /** Of the kinds that others give, since it takes a while to learn how each is written. */
    private static final Map<String, Object> DETAILS =
            Map.of("word", "rehearsed", "words", List.of("rehearsed"), "number", 1, "yes", true);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schema settings() {
        return Schema.of();
    }

    @Override
    public Integration create(IntegrationContext context) {
        return new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                Deregistration wish = Deregistration.of(event, CODE, "it is a rehearsal")
                        .with(DETAILS)
                        .with(evidence(event));
                return context.clients()
                        .forEach(client -> {})
                        .thenCompose(seen -> context.clients().deregister(wish));
            }

            @Override
            public void close() {}
        };
    }

    /** Of either kind for about half of the clients. */
    private static Evidence evidence(Event event) {
        return event.client().name().hashCode() % 2 == 0 ? Evidence.PROVEN : Evidence.INFERRED;
    }
}
