package io.sensuhost.host;

import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.plugins.Plugins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs between two reloads: plugins, a configuration, and the host that is made of them.
 *
 * @param number how many there have been, this one included
 * @param since when it was launched
 * @param plugins its plugins, working or not
 * @param configuration its configuration
 * @param scopes the scopes of its integrations
 * @param host the host
 * @param troubles what of it does not work, in words
 */
public record Generation(
        int number,
        Instant since,
        Plugins plugins,
        Configuration configuration,
        IntegrationScopes scopes,
        Host host,
        List<String> troubles)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    static List<String> troublesOf(Plugins plugins, List<String> others) {
        return Stream.concat(plugins.leftOut().stream(), others.stream()).toList();
    }

    /**
     * What keeps it from following another: its own troubles, and scopes that are gone whose integrations are still plugged
     * in, since a slip of the pen is likelier than a farewell.
     */
    List<String> obstaclesAfter(Generation other) {
        Stream<String> lost = scopes.unconfigured(configuration).stream()
                .filter(other.host().integrations()::contains)
                .map(name ->
                        ("integration %1$s would no longer be in use: the configuration has no scope %1$s any more;"
                                        + " put it back, or remove the plugin where the integration is to go")
                                .formatted(name));
        return Stream.concat(troubles.stream(), lost).toList();
    }

    /** Waits for what is in flight, so long and no longer, and closes. */
    void retire(Duration patience) {
        try {
            if (!host.drain(patience)) {
                LOG.warn("{} events are given up that were still being handled", host.inFlight());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        host.close();
        plugins.close();
    }
}
