package io.sensuhost.host.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the API of a Sensu Go backend is.
 *
 * @param url its base URL, such as {@code https://sensu.example:8080}
 * @param apiKey the key to get in with
 * @param namespace the namespace of events that have none, and the only one of those that have one; any where it is empty
 * @param caCert a PEM file of the authorities that its certificate may come from, instead of the JDK's
 * @param timeout how long one call may take, retries included
 */
public record SensuGoSettings(
        URI url, String apiKey, Optional<String> namespace, Optional<Path> caCert, Duration timeout) {

    ApiAccess access() {
        return new ApiAccess(
                url, Optional.of("Key " + apiKey), List.of(apiKey), caCert, timeout, "host.registry.api_key");
    }

    /** The URL alone. */
    @Override
    public String toString() {
        return url.toString();
    }
}
