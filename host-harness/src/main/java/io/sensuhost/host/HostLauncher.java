package io.sensuhost.host;

import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Type;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.plugins.IsolatedIntegration;
import io.sensuhost.host.routing.FilterDefinitions;
import io.sensuhost.host.routing.Filters;
import io.sensuhost.host.routing.Recurrence;
import io.sensuhost.host.routing.Router;
import io.sensuhost.host.time.LentClock;
import io.sensuhost.host.time.SystemClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a host together from a configuration. */
public final class HostLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(HostLauncher.class);

    private static final int RESULT_THREADS = 4;

    /** An integration's own time-outs come first: a client may ask for a minute, and then it is the registry's turn. */
    private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(75);

    private final IntegrationScopes scopes;
    private final SystemClock clock;

    /**
     * A launcher.
     *
     * @param scopes the integrations that there are
     * @param clock the clock, for the caller to close after the host
     */
    public HostLauncher(IntegrationScopes scopes, SystemClock clock) {
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * Puts a host together. Integrations are created, but nothing is asked yet.
     *
     * @param configuration what {@link IntegrationScopes#load} made of it
     * @param options how it is to be run
     * @return the host, for the caller to close
     * @throws InvalidConfiguration if there is an error in the configuration
     */
    public Host launch(Configuration configuration, HostOptions options) throws InvalidConfiguration {
        if (!configuration.valid()) {
            throw new InvalidConfiguration(configuration.problems());
        }
        Registries registries = Registries.open(configuration, options, scopes.redactor(), clock, new Unwatched());
        ExecutorService results = Executors.newFixedThreadPool(RESULT_THREADS, task -> {
            Thread thread = new Thread(task, "results");
            thread.setDaemon(true);
            return thread;
        });
        Recurrence recurrence = options.remembers() ? Recurrence.remembered(clock) : Recurrence.counted();
        Map<String, HostedIntegration> integrations = new LinkedHashMap<>();
        for (IntegrationFactory factory : scopes.configured(configuration)) {
            integrations.put(factory.name(), hosted(factory, configuration, registries, recurrence, results, options));
        }
        if (integrations.isEmpty()) {
            LOG.warn(
                    "No integration is in use: {}",
                    scopes.unconfigured(configuration).isEmpty()
                            ? "no plugin is loaded; drop one into the plugins directory"
                            : "give one a scope in the configuration, such as {\"ec2\": {}}; loaded are "
                                    + String.join(", ", scopes.unconfigured(configuration)));
        }
        Router router = new Router(
                integrations.keySet(),
                scopes.unconfigured(configuration),
                configuration.scope("handlers").orElse(Map.of()));
        return new Host(router, integrations, registries, results, clock);
    }

    private HostedIntegration hosted(
            IntegrationFactory factory,
            Configuration configuration,
            Registries registries,
            Recurrence recurrence,
            ExecutorService results,
            HostOptions options) {
        String name = factory.name();
        Settings settings = IntegrationScopes.settings(factory, configuration);
        LentClock lent = new LentClock(clock, factory.getClass().getClassLoader());
        boolean dryRun = options.dryRun() || settings.flag("dry_run");
        Context context = new Context(settings, registries.of(name, dryRun), lent, new Unwatched());
        FilterDefinitions definitions = new FilterDefinitions(
                configuration.scope("filters").orElse(Map.of()), registries.events(), clock, ZoneId.systemDefault());
        IsolatedIntegration isolated = new IsolatedIntegration(
                name,
                created(factory, context),
                clock,
                results,
                timeout(factory, settings).plus(BEYOND_TIMEOUTS));
        return new HostedIntegration(new Filters(name, settings, definitions, recurrence), isolated, lent);
    }

    private static Duration timeout(IntegrationFactory factory, Settings settings) {
        return factory.settings()
                .attribute("timeout")
                .filter(attribute -> attribute.type() instanceof Type.Seconds)
                .flatMap(attribute -> settings.findDuration(attribute.name()))
                .orElse(Duration.ZERO);
    }

    private static Integration created(IntegrationFactory factory, IntegrationContext context) {
        try {
            return factory.create(context);
        } catch (RuntimeException | Error e) {
            LOG.error("Integration {} cannot be created, and all its events will fail", factory.name(), e);
            return new NotStarted(factory.name(), String.valueOf(e.getMessage()));
        }
    }

    private record Context(Settings settings, ClientRegistry clients, LentClock clock, Metrics metrics)
            implements IntegrationContext {}
}
