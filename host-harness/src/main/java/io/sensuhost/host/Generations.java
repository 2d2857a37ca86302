package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.host.HostLauncher.Launched;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host whose configuration and plugins can be replaced while it runs. Events go to the newest generation; those that
 * an older one has begun are ended by it. What is wrong with a new one keeps the old one running. Thread-safe.
 */
public final class Generations implements EventHandling, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    /** A client may ask for a minute of patience, and then it is the registry's turn. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(90);

    private final HostLauncher launcher;
    private final HostClock clock;
    private final PluginSources pluginSources;
    private final Supplier<ConfigurationSources> sources;
    private final HostOptions options;
    private final Object reloading = new Object();
    private Generation current;
    private Optional<String> lastRefusal = Optional.empty();
    private volatile boolean warm;

    private Generations(
            HostLauncher launcher,
            HostClock clock,
            PluginSources plugins,
            Supplier<ConfigurationSources> sources,
            HostOptions options)
            throws InvalidConfiguration {
        this.launcher = launcher;
        this.clock = clock;
        this.pluginSources = plugins;
        this.sources = sources;
        this.options = options;
        this.current = load(1);
        current.host().publish();
    }

    /**
     * Launches the first generation. Plugins and integrations that do not work are its {@link Generation#troubles}.
     *
     * @param launcher launches each of them
     * @param clock the clock
     * @param plugins where the plugins are; jars are copied
     * @param sources where the configuration comes from, asked each time
     * @param options how each is to be run
     * @return the host, for the caller to close
     * @throws InvalidConfiguration if there is an error in the configuration
     */
    public static Generations launch(
            HostLauncher launcher,
            HostClock clock,
            PluginSources plugins,
            Supplier<ConfigurationSources> sources,
            HostOptions options)
            throws InvalidConfiguration {
        return new Generations(launcher, clock, plugins, sources, options);
    }

    private Generation load(int number) throws InvalidConfiguration {
        Plugins plugins = Plugins.loadCopyOf(pluginSources);
        try {
            IntegrationScopes scopes = IntegrationScopes.of(plugins);
            Configuration configuration = scopes.load(sources.get());
            Launched launched = launcher.launch(scopes, configuration, options);
            configuration.problems().forEach(problem -> LOG.warn("{}", problem));
            List<String> troubles = Generation.troublesOf(plugins, launched.troubles());
            return new Generation(number, clock.now(), plugins, configuration, scopes, launched.host(), troubles);
        } catch (InvalidConfiguration | RuntimeException | Error e) {
            plugins.close();
            throw e;
        }
    }

    /** Lets the first generation get ready, and waits some seconds at most. From then on each reload does so too. */
    public void warmUp() {
        warm = true;
        current().host().warmUp();
    }

    /**
     * The newest generation.
     *
     * @return the one that events go to now
     */
    public synchronized Generation current() {
        return current;
    }

    /**
     * What runs now.
     *
     * @return in words for a line of the log: integrations, registry, guard
     */
    public String summary() {
        Generation now = current();
        return Summary.of(now.plugins().all(), now.configuration(), options);
    }

    /**
     * Why the last reload was refused.
     *
     * @return the reason, empty where it was not
     */
    public synchronized Optional<String> lastRefusal() {
        return lastRefusal;
    }

    @Override
    public synchronized CompletionStage<List<Outcome>> handle(Event event, Optional<String> told) {
        return current.host().handle(event, told);
    }

    /**
     * Takes up configuration and plugins as they are now, and goes on with a new audit file. Whatever is wrong is logged,
     * and then all stays as it is. Waits for what the old generation has begun.
     *
     * @return whether they were taken up
     */
    public boolean reload() {
        synchronized (reloading) {
            Generation old = current();
            old.host().reopenAudit();
            try {
                Generation next = load(old.number() + 1);
                List<String> obstacles = next.obstaclesAfter(old);
                if (obstacles.isEmpty()) {
                    if (warm) {
                        next.host().warmUp();
                    }
                    replaceBy(next);
                    LOG.info("Reloaded: generation {}; {}", next.number(), summary());
                    old.retire(MOST_PATIENCE);
                    return true;
                }
                next.close();
                refused(String.join("; ", obstacles));
            } catch (InvalidConfiguration e) {
                e.problems().forEach(problem -> LOG.error("{}", problem));
                refused("the configuration is not valid: "
                        + e.problems().stream().map(String::valueOf).findFirst().orElse(""));
            } catch (RuntimeException | Error e) {
                LOG.error("Reloading failed", e);
                refused(String.valueOf(e.getMessage()));
            }
            return false;
        }
    }

    private synchronized void replaceBy(Generation next) {
        current = next;
        next.host().publish();
        lastRefusal = Optional.empty();
    }

    private synchronized void refused(String why) {
        lastRefusal = Optional.of(why);
        LOG.error("Not reloaded, generation {} goes on: {}", current.number(), why);
    }

    /** Closes the newest generation; what it has not ended by now is given up. */
    @Override
    public void close() {
        synchronized (reloading) {
            current().close();
        }
    }
}
