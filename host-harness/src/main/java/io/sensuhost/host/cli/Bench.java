package io.sensuhost.host.cli;

import io.sensuhost.host.Host;
import io.sensuhost.host.HostLauncher;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.IntegrationScopes;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.host.time.SystemClock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a one-shot command works with: the plugins, the checked configuration and the clock.
 *
 * @param plugins the plugins
 * @param scopes their scopes
 * @param configuration the configuration
 * @param clock the clock
 */
record Bench(Plugins plugins, IntegrationScopes scopes, Configuration configuration, SystemClock clock)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    static Bench set(SensuHost program) {
        return set(program.plugins(), program.sources());
    }

    /** For a command that handles events; where plugins are there and none works, it could only ignore them all. */
    static Bench setToHandle(SensuHost program) {
        Bench bench = set(program);
        if (!bench.plugins.all().isEmpty() && bench.plugins.factories().isEmpty()) {
            bench.close();
            throw new InputException("No plugin in " + program.plugins().directory()
                    + " works, so nothing was handled; 'sensu-host plugins' says what is wrong");
        }
        return bench;
    }

    static Bench set(PluginSources pluginSources, ConfigurationSources sources) {
        Plugins plugins = Plugins.load(pluginSources);
        IntegrationScopes scopes = IntegrationScopes.of(plugins);
        return new Bench(plugins, scopes, scopes.load(sources), new SystemClock());
    }

    EventDecoder decoder() {
        EntityScopes known = scopes.entityScopes();
        return new EventDecoder(clock, () -> known);
    }

    Host host(HostOptions options) throws InvalidConfiguration {
        if (configuration.valid()) {
            configuration.problems().forEach(problem -> LOG.warn("{}", problem));
        }
        return HostLauncher.unwatched(clock)
                .launch(scopes, configuration, options)
                .host();
    }

    /** A handler that was named on the command line, and that leads nowhere, is a mistake there or in the configuration. */
    static void demandSomewhere(Host host, Optional<String> handler) {
        handler.flatMap(host::whyNowhere).ifPresent(why -> {
            throw new InputException("--handler " + handler.get() + ": " + why + "; nothing was handled");
        });
    }

    @Override
    public void close() {
        clock.close();
        plugins.close();
    }
}
