package io.sensuhost.host.intake;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.event.Decoded;
import java.util.Optional;

/** Events for the tests of how they come in. */
public final class Intakes {

    private Intakes() {}

    /** The text of an event. */
    public static String text(String client) {
        return "{\"client\":{\"name\":\"" + client + "\"},\"check\":{\"name\":\"keepalive\",\"status\":2}}";
    }

    static Event event(String client) {
        return EventBuilder.keepaliveOf(client).build();
    }

    static Taken taken(String client, int bytes) {
        return new Taken(Source.TCP, new Decoded.Good(event(client), 1), Optional.empty(), bytes);
    }

    /** The client of an event, or what sort of mistake is there instead. */
    public static String inShort(Taken taken) {
        return taken.decoded() instanceof Decoded.Good good
                ? good.event().client().name()
                : ((Decoded.Bad) taken.decoded()).why().kind().name();
    }
}
