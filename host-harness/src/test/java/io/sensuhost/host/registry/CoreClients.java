package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads clients as Sensu Core writes them. */
final class CoreClients {

    private CoreClients() {}

    static Client read(Map<String, Object> json) {
        return new Client(
                (String) json.get("name"),
                Optional.empty(),
                Optional.ofNullable((Number) json.get("timestamp")).map(at -> Instant.ofEpochSecond(at.longValue())),
                json);
    }
}
