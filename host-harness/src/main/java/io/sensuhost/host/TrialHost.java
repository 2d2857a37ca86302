package io.sensuhost.host;

import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.host.time.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host to try things on: its configuration is given to it, and no Sensu is told of anything. */
public final class TrialHost implements AutoCloseable {

    private final SystemClock clock = new SystemClock();
    private final IntegrationScopes scopes;
    private final Host host;

    private TrialHost(Plugins plugins, String configuration) throws InvalidConfiguration {
        scopes = IntegrationScopes.of(plugins);
        try {
            host = HostLauncher.unwatched(clock)
                    .launch(scopes, read(configuration), HostOptions.usual().embedded(true))
                    .host();
        } catch (InvalidConfiguration | RuntimeException | Error e) {
            clock.close();
            throw e;
        }
    }

    /**
     * Starts one.
     *
     * @param plugins the plugins, for the caller to close after the host
     * @param configuration what would stand in a configuration file
     * @return the host, for the caller to close
     * @throws InvalidConfiguration if there is an error in the configuration
     */
    public static TrialHost start(Plugins plugins, String configuration) throws InvalidConfiguration {
        return new TrialHost(plugins, configuration);
    }

    private Configuration read(String json) {
        try {
            Path directory = Files.createTempDirectory("sensu-host-trial");
            Path file = directory.resolve("configuration.json");
            try {
                Files.writeString(file, json);
                return scopes.load(new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory)));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration cannot be written to a temporary directory", e);
        }
    }

    /**
     * The host itself.
     *
     * @return the host, whose registry knows the clients of the events that it has handled
     */
    public Host host() {
        return host;
    }

    /**
     * Reads events as the host does.
     *
     * @return a decoder
     */
    public EventDecoder decoder() {
        return new EventDecoder(clock, scopes::entityScopes);
    }

    /**
     * The host's clock.
     *
     * @return the clock, which tells the real time
     */
    public SystemClock clock() {
        return clock;
    }

    @Override
    public void close() {
        host.close();
        clock.close();
    }
}
