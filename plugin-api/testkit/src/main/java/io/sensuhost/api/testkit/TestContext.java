package io.sensuhost.api.testkit;

import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.JsonFormat;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Settings;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
     * @throws IntegrationException when the settings are wrong, as the declaration or the factory's own check has it
     */
    public static TestContext of(IntegrationFactory factory, Map<String, ?> settings) {
        Settings read = factory.settings().read(factory.name(), settings);
        List<Problem> errors =
                factory.check(read).stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw IntegrationException.of(errors);
        }
        return new TestContext(read, new InMemoryRegistry(), new ManualClock(), new InMemoryMetrics());
    }

    @Override
    public HttpClient http(UnaryOperator<HttpClient.Builder> more) {
        return more.apply(HttpClient.newBuilder()).build();
    }

    @Override
    public JsonFormat json() {
        return new PlainJson();
    }
}
