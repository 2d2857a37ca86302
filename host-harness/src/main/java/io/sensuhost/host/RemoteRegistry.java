package io.sensuhost.host;

import io.sensuhost.api.Client;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.config.ApiSettings;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.RegistrySettings;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.registry.Registry;
import io.sensuhost.host.registry.SensuCoreRegistry;
import io.sensuhost.host.registry.SensuCoreSettings;
import io.sensuhost.host.registry.SensuGoRegistry;
import io.sensuhost.host.registry.SensuGoSettings;
import java.util.Map;
import java.util.function.Function;

/** The registry of the Sensu Core or Sensu Go that the configuration names. */
final class RemoteRegistry {

    private RemoteRegistry() {}

    static Registry open(Configuration configuration, IntegrationScopes scopes, HostClock clock, Metrics metrics) {
        EventDecoder decoder = new EventDecoder(clock, scopes::entityScopes);
        RegistrySettings settings = configuration.host().registry();
        return settings.type() == RegistrySettings.Type.SENSU_CORE
                ? new SensuCoreRegistry(core(configuration.api(), settings), read(decoder::client), clock, metrics)
                : new SensuGoRegistry(go(settings), read(decoder::entity), clock, metrics);
    }

    private static SensuCoreSettings core(ApiSettings api, RegistrySettings registry) {
        return new SensuCoreSettings(
                api.url(),
                api.user(),
                api.password().map(Secret::value),
                registry.caCert(),
                registry.invalidate(),
                registry.invalidateExpire(),
                registry.timeout());
    }

    private static SensuGoSettings go(RegistrySettings registry) {
        return new SensuGoSettings(
                registry.url().orElseThrow(),
                registry.apiKey().map(Secret::value).orElseThrow(),
                registry.namespace(),
                registry.caCert(),
                registry.timeout());
    }

    private static Function<Map<String, Object>, Client> read(ClientReader reader) {
        return json -> {
            try {
                return reader.read(json);
            } catch (MalformedEvent e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    @FunctionalInterface
    private interface ClientReader {
        Client read(Map<String, Object> json) throws MalformedEvent;
    }
}
