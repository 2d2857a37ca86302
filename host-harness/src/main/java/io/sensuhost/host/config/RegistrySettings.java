package io.sensuhost.host.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told that a client is gone: {@code host.registry}.
 *
 * @param type by default {@link Type#SENSU_CORE} where there is a scope {@code api}, else {@link Type#EMBEDDED}
 * @param timeout for one deregistration with all its requests and retries; 10 s by default
 * @param url of Sensu Go's API, always there for {@link Type#SENSU_GO}
 * @param apiKey of Sensu Go, always there for {@link Type#SENSU_GO}
 * @param namespace of Sensu Go: serves events without one, and is otherwise a limit
 * @param caCert a PEM file with the certificates to trust, instead of those of the JDK
 * @param invalidate whether a deregistered client may be kept from coming back with a late keepalive
 * @param invalidateExpire for how long; 120 s by default; both are also found in the scope {@code api}
 */
public record RegistrySettings(
        Type type,
        Duration timeout,
        Optional<URI> url,
        Optional<Secret> apiKey,
        Optional<String> namespace,
        Optional<Path> caCert,
        boolean invalidate,
        Duration invalidateExpire) {

    /** The kinds of registry, written in lower case in the configuration. */
    public enum Type {
        /** The API of Sensu Core 1.x. */
        SENSU_CORE,
        /** The API of Sensu Go. */
        SENSU_GO,
        /** In the process: knows the clients of the events that it has seen. */
        EMBEDDED
    }

    private static final Shape<String> TYPE = Shape.oneOf(List.of("sensu_core", "sensu_go", "embedded"));

    static RegistrySettings read(Attributes registry, Optional<Attributes> api) {
        String name = registry.get("type", TYPE, api.isPresent() ? "sensu_core" : "embedded");
        Type type = Type.valueOf(name.toUpperCase(Locale.ROOT));
        if (type == Type.SENSU_GO) {
            registry.demand("url", Shape.HTTP_URL).demand("api_key", Shape.TEXT);
        }
        RegistrySettings settings = new RegistrySettings(
                type,
                registry.get("timeout", Shape.SECONDS, 10),
                registry.get("url", Shape.HTTP_URL),
                registry.get("api_key", Shape.TEXT).map(Secret::new),
                registry.get("namespace", Shape.TEXT),
                registry.get("ca_cert", Shape.FILE),
                registry.get("invalidate", Shape.FLAG)
                        .or(() -> api.flatMap(core -> core.get("invalidate", Shape.FLAG)))
                        .orElse(true),
                registry.get("invalidate_expire", Shape.SECONDS)
                        .or(() -> api.flatMap(core -> core.get("invalidate_expire", Shape.SECONDS)))
                        .orElse(Duration.ofMinutes(2)));
        registry.warnOfOthers();
        return settings;
    }
}
