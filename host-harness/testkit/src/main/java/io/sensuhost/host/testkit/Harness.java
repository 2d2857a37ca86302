package io.sensuhost.host.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.Stable;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.TrialHost;
import io.sensuhost.host.event.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real host with one integration: its configuration is merged and checked, its filters apply, what it deregisters goes
 * through the guard to a registry in memory. May be used from any thread.
 *
 * <pre>{@code
 * try (PluginUnderTest plugin = PluginUnderTest.of(new PuppetFactory());
 *         Harness harness = Harness.start(plugin, Map.of("endpoint", puppetDb.url()))) {
 *     Result result = harness.handle(EventBuilder.keepaliveOf("web-1").build());
 *     assertThat(harness.clients()).doesNotContain("web-1");
 * }
 * }</pre>
 */
@Stable
public final class Harness implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_CLIENTS = 100_000;

    private final String integration;
    private final TrialHost trial;

    private Harness(String integration, TrialHost trial) {
        this.integration = integration;
        this.trial = trial;
    }

    /**
     * Starts a host.
     *
     * @param plugin the integration, for the caller to close after the harness
     * @param settings its settings, as they would stand in its scope of the configuration
     * @return the harness, for the caller to close
     * @throws IllegalArgumentException if there is an error in the settings; the message says all of them
     */
    public static Harness start(PluginUnderTest plugin, Map<String, ?> settings) {
        return start(plugin, settings, Map.of());
    }

    /**
     * Starts a host with more than the integration's scope in its configuration.
     *
     * @param plugin the integration, for the caller to close after the harness
     * @param settings its settings, as they would stand in its scope of the configuration
     * @param scopes other scopes, such as {@code filters}, or {@code host} with its guard
     * @return the harness, for the caller to close
     * @throws IllegalArgumentException if there is an error in any of them; the message says all of them
     */
    public static Harness start(PluginUnderTest plugin, Map<String, ?> settings, Map<String, ?> scopes) {
        String integration = plugin.factory().name();
        Map<String, Object> configuration = new LinkedHashMap<>(scopes);
        configuration.put(integration, settings);
        try {
            return new Harness(integration, TrialHost.start(plugin.plugins(), JSON.writeValueAsString(configuration)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The settings cannot be written as JSON: " + e.getOriginalMessage(), e);
        } catch (InvalidConfiguration e) {
            throw new IllegalArgumentException(String.valueOf(e.problems()), e);
        }
    }

    /**
     * Handles an event.
     *
     * @param event the event, which goes to the integration whatever handlers it names
     * @return what became of it
     */
    public Result handle(Event event) {
        return handleAll(List.of(event)).get(0);
    }

    /**
     * Handles an event as it comes from Sensu.
     *
     * @param json the event of Sensu Core or Sensu Go
     * @return what became of it
     * @throws IllegalArgumentException if it is no event
     */
    public Result handle(String json) {
        try {
            return handle(trial.decoder().decode(json.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedEvent e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Handles events that come at once.
     *
     * @param events the events
     * @return what became of each, in their order
     */
    public List<Result> handleAll(List<Event> events) {
        List<CompletableFuture<List<Outcome>>> outcomes = events.stream()
                .map(event -> trial.host()
                        .handle(event, Optional.of(integration))
                        .toCompletableFuture()
                        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return outcomes.stream().map(one -> one.join().get(0).result()).toList();
    }

    /**
     * The clients that are registered now: those of the events handled, but for those deregistered since.
     *
     * @return their names, after their namespaces and a slash if they have one
     */
    public List<String> clients() {
        return trial.host().clients(MOST_CLIENTS).toCompletableFuture().join().stream()
                .map(Client::toString)
                .toList();
    }

    @Override
    public void close() {
        trial.close();
    }
}
