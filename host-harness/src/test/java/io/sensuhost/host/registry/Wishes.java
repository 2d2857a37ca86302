package io.sensuhost.host.registry;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.testkit.EventBuilder;
import java.util.Map;

/** What an integration wants, in short. */
final class Wishes {

    private Wishes() {}

    static Event event(String client) {
        return EventBuilder.keepaliveOf(client).build();
    }

    static Deregistration inferred(String client) {
        return of(event(client), Evidence.INFERRED);
    }

    static Deregistration proven(String client) {
        return of(event(client), Evidence.PROVEN);
    }

    static Deregistration of(Event event, Evidence evidence) {
        return Deregistration.of(event, "instance_absent", "there is no such instance")
                .with(Map.of("region", "eu-west-1"))
                .with(evidence)
                .forGood();
    }
}
