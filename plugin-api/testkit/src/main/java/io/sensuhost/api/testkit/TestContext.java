package io.sensuhost.api.testkit;

import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.JsonFormat;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Stable;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A context made of fakes.
 *
 * @param settings the settings
 * @param clients the registry
 * @param clock the clock
 * @param metrics the metrics
 */
@Stable
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
        List<Problem> errors =
                problems(factory, settings).stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw IntegrationException.of(errors);
        }
        return new TestContext(
                factory.settings().read(factory.name(), settings),
                new InMemoryRegistry(),
                new ManualClock(),
                new InMemoryMetrics());
    }

    /**
     * What a host would find wrong with settings.
     *
     * @param factory the factory whose settings they are
     * @param settings the settings as JSON
     * @return all mistakes, by the declaration and, where it finds no error, by the factory's own check
     */
    public static List<Problem> problems(IntegrationFactory factory, Map<String, ?> settings) {
        List<Problem> declared = factory.settings().check(settings);
        return declared.stream().anyMatch(Problem::isError)
                ? declared
                : Stream.concat(
                                declared.stream(),
                                factory.check(factory.settings().read(factory.name(), settings)).stream())
                        .toList();
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
