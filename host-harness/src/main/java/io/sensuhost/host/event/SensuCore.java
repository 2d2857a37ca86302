package io.sensuhost.host.event;

import io.sensuhost.api.Action;
import io.sensuhost.api.Check;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An event of Sensu Core, read field by field. */
final class SensuCore {

    private static final Map<String, Action> ACTIONS =
            new TreeMap<>(Map.of("create", Action.CREATE, "resolve", Action.RESOLVE, "flapping", Action.FLAPPING));

    private SensuCore() {}

    static Event read(Fields event, Optional<String> namespace, Instant arrival) throws MalformedEvent {
        Client client = client(event.object("client"), namespace);
        Check check = check(event.object("check"));
        long occurrences = event.countOr("occurrences", 1);
        return new Event(
                event.textOr("id", ""),
                client,
                check,
                action(event, check),
                occurrences,
                event.countOr("occurrences_watermark", occurrences),
                event.time("last_ok"),
                event.time("timestamp").orElse(arrival),
                event.time("last_state_change"),
                event.flag("silenced"),
                event.texts("silenced_by"),
                event.values());
    }

    static Client client(Fields client, Optional<String> namespace) throws MalformedEvent {
        return new Client(client.name("name"), namespace, client.time("timestamp"), client.values());
    }

    private static Check check(Fields check) throws MalformedEvent {
        return new Check(check.name("name"), check.status("status"), check.values());
    }

    private static Action action(Fields event, Check check) throws MalformedEvent {
        String word = event.textOr("action", check.status() == 0 ? "resolve" : "create");
        Action action = ACTIONS.get(word);
        if (action == null) {
            throw event.wrong("action", "one of " + String.join(", ", ACTIONS.keySet()));
        }
        return action;
    }
}
