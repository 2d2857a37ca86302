package io.sensuhost.host;

import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Settings;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.outbound.HttpClients;
import io.sensuhost.host.plugins.IsolatedFactory;
import io.sensuhost.host.plugins.IsolatedIntegration;
import io.sensuhost.host.routing.FilterDefinitions;
import io.sensuhost.host.routing.Filters;
import io.sensuhost.host.status.Instruments;
import io.sensuhost.host.status.Meters;
import io.sensuhost.host.time.LentClock;
import io.sensuhost.host.time.SystemClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts hosts together from configurations. */
public final class HostLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(HostLauncher.class);

    /** An integration's own time-outs come first: a client may ask for a minute, and then it is the registry's turn. */
    private static final Duration BEYOND_TIMEOUTS = Duration.ofSeconds(75);

    private final SystemClock clock;
    private final Memory memory;
    private final Meters meters;
    private final Metrics own;

    /**
     * A launcher.
     *
     * @param clock the clock, for the caller to close after the hosts
     * @param memory what they are to know of the past, and to leave to one another
     * @param meters what their integrations' metrics come from
     * @param own their own metrics
     */
    public HostLauncher(SystemClock clock, Memory memory, Meters meters, Metrics own) {
        this.clock = clock;
        this.memory = memory;
        this.meters = meters;
        this.own = own;
    }

    /**
     * A launcher for a host that ends soon and that nobody watches.
     *
     * @param clock the clock, for the caller to close after the hosts
     * @return a launcher whose hosts know nothing of the past
     */
    public static HostLauncher unwatched(SystemClock clock) {
        Meters unwatched = Meters.unwatched();
        return new HostLauncher(clock, Memory.brief(clock), unwatched, unwatched.of("sensu_host"));
    }

    /**
     * Puts a host together. Integrations are created, but nothing is asked yet.
     *
     * @param scopes the integrations that there are
     * @param configuration what {@link IntegrationScopes#load} made of it
     * @param options how it is to be run
     * @return the host, for the caller to close, and what it had to leave out
     * @throws InvalidConfiguration if there is an error in the configuration
     */
    public Launched launch(IntegrationScopes scopes, Configuration configuration, HostOptions options)
            throws InvalidConfiguration {
        if (!configuration.valid()) {
            throw new InvalidConfiguration(configuration.problems());
        }
        warnOfWhatIsInVain(scopes, configuration, options);
        Registries registries = Registries.open(configuration, options, memory, scopes, clock, own);
        return launch(scopes, configuration, options, registries, HostThreads.start());
    }

    /**
     * Warns in the log of what makes a valid configuration useless: no integration is in use, or no Sensu is told.
     *
     * @param scopes the integrations that there are
     * @param configuration what {@link IntegrationScopes#load} made of it
     * @param options how it is to be run
     */
    public static void warnOfWhatIsInVain(IntegrationScopes scopes, Configuration configuration, HostOptions options) {
        scopes.noneInUse(configuration).ifPresent(why -> LOG.warn("No integration is in use: {}", why));
        if (!options.embedded() && configuration.sensu().isEmpty()) {
            LOG.warn(
                    "No Sensu is told of a client that is gone, since the registry is embedded; configure the scope api"
                            + " or host.registry for the Sensu that should be");
        }
    }

    private Launched launch(
            IntegrationScopes scopes,
            Configuration configuration,
            HostOptions options,
            Registries registries,
            ThreadPoolExecutor threads) {
        Map<String, HostedIntegration> integrations = new LinkedHashMap<>();
        List<String> troubles = new ArrayList<>();
        try {
            for (IsolatedFactory factory : scopes.configured(configuration)) {
                integrations.put(
                        factory.name(), hosted(factory, configuration, registries, threads, options, troubles));
            }
            return new Launched(
                    new Host(scopes.router(configuration), integrations, registries, threads, memory.turns(), clock),
                    List.copyOf(troubles));
        } catch (RuntimeException | Error e) {
            Host.close(integrations.values(), registries, threads);
            throw e;
        }
    }

    private HostedIntegration hosted(
            IsolatedFactory factory,
            Configuration configuration,
            Registries registries,
            ThreadPoolExecutor threads,
            HostOptions options,
            List<String> troubles) {
        String name = factory.name();
        Settings settings = IntegrationScopes.settings(factory, configuration);
        FilterDefinitions definitions = new FilterDefinitions(
                configuration.scope("filters").orElse(Map.of()),
                registries.events(),
                clock::now,
                ZoneId.systemDefault());
        Filters filters = new Filters(name, settings, definitions, memory.recurrence());
        LentClock lent = new LentClock(clock, factory.loader());
        boolean dryRun = options.dryRun() || settings.flag("dry_run");
        Duration patience = factory.timeout(settings).plus(BEYOND_TIMEOUTS);
        Instruments metrics = meters.of(name);
        HttpClients outbound =
                new HttpClients(System.getenv(), configuration.host().caCert());
        IntegrationContext context = new LentContext(settings, registries.of(name, dryRun), lent, metrics, outbound);
        // Created last: from here on nothing can fail, and what it holds will be closed.
        Integration integration = created(factory, context, troubles);
        return new HostedIntegration(
                filters, new IsolatedIntegration(name, integration, clock, threads, patience), lent, metrics);
    }

    private static Integration created(IsolatedFactory factory, IntegrationContext context, List<String> troubles) {
        try {
            return factory.create(context);
        } catch (RuntimeException | Error e) {
            LOG.error("Integration {} cannot be created, and all its events will fail", factory.name(), e);
            troubles.add("integration %s cannot be created: %s".formatted(factory.name(), e.getMessage()));
            return new NotStarted(factory.name(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * What was launched.
     *
     * @param host the host
     * @param troubles what of it does not work, in words; its events fail
     */
    public record Launched(Host host, List<String> troubles) {}
}
