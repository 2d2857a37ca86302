package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Critical keepalive events of {@code pear-1}, with some attributes more or other. */
final class Events {

    private Events() {}

    static Event keepalive() {
        return withCheck(Map.of());
    }

    static Event withCheck(Map<String, ?> check) {
        return event(Map.of(), check, Map.of());
    }

    static Event withClient(Map<String, ?> client) {
        return event(client, Map.of(), Map.of());
    }

    static Event with(Map<String, ?> top) {
        return event(Map.of(), Map.of(), top);
    }

    static Event event(Map<String, ?> client, Map<String, ?> check, Map<String, ?> top) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("client", merged(Map.of("name", "pear-1"), client));
        event.put("check", merged(Map.of("name", "keepalive", "status", 2), check));
        event.put("action", "create");
        event.putAll(top);
        return decoded(event);
    }

    static Event decoded(Map<String, ?> event) {
        try {
            return new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of())).decodeTree(event);
        } catch (MalformedEvent e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> merged(Map<String, ?> base, Map<String, ?> more) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        merged.putAll(more);
        return merged;
    }
}
