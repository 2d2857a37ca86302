package io.sensuhost.host.soak;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An instance and the client on it, which is silent.
 *
 * @param client the client's name
 * @param instance the instance's id
 * @param fleet where it runs
 * @param allowed the states in which its client stays
 * @param attributes what the client says of itself in scope {@code ec2}
 */
record Machine(
        String client, String instance, Fleet fleet, Set<InstanceState> allowed, Map<String, Object> attributes) {

    private static final Instant LAST_HEARD = Instant.parse("2020-01-01T00:00:00Z");

    /** Whether its client has to stay, by the state that its instance really has. */
    boolean hasToStay() {
        return fleet.find(instance)
                .map(found -> allowed.contains(found.state()))
                .orElse(false);
    }

    Client registered() {
        return EventBuilder.keepaliveOf(client)
                .with("ec2", attributes)
                .at(LAST_HEARD)
                .client();
    }

    Map<String, Object> event(String id) {
        return Map.of(
                "id", id,
                "client", Map.of("name", client, "timestamp", LAST_HEARD.getEpochSecond(), "ec2", attributes),
                "check", Map.of("name", "keepalive", "status", 2, "handlers", List.of("ec2")));
    }
}
