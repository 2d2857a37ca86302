package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Clients of Sensu Core, and how they are read. */
final class CoreClients {

    private CoreClients() {}

    static Client client(String name, long heard) {
        return EventBuilder.keepaliveOf(name)
                .at(Instant.ofEpochSecond(heard + 180))
                .client();
    }

    static Client read(Map<String, Object> json) {
        return new Client(
                (String) json.get("name"),
                Optional.empty(),
                Optional.ofNullable((Number) json.get("timestamp")).map(at -> Instant.ofEpochSecond(at.longValue())),
                json);
    }
}
