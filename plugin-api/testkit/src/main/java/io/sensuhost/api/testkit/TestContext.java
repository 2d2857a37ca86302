package io.sensuhost.api.testkit;

import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Settings;
import java.util.Map;

/**
 * A context made of fakes.
 *
 * @param settings the settings
 * @param clients the registry
 * @param clock the clock
 * @param metrics the metrics
 */
public record TestContext(Settings settings, InMemoryRegistry clients, ManualClock clock, InMemoryMetrics metrics)
        implements IntegrationContext {

    /**
     * A context with an empty registry.
     *
     * @param factory the factory whose settings they are
     * @param settings the settings as JSON
     * @return the context
     * @throws io.sensuhost.api.IntegrationException when the settings are wrong
     */
    public static TestContext of(IntegrationFactory factory, Map<String, ?> settings) {
        return new TestContext(
                factory.settings().read(factory.name(), settings),
                new InMemoryRegistry(),
                new ManualClock(),
                new InMemoryMetrics());
    }
}
