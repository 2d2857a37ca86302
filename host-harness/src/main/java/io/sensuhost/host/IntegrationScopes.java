package io.sensuhost.host;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationLoader;
import io.sensuhost.host.config.ConfigurationProblem;
import io.sensuhost.host.config.ConfigurationProblem.Severity;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.config.Setting;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.plugins.IsolatedFactory;
import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.host.routing.CommonSettings;
import io.sensuhost.host.routing.FilterDefinitions;
import io.sensuhost.host.routing.LeftOut;
import io.sensuhost.host.routing.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scopes of the configuration that belong to integrations, as those declare them. */
public final class IntegrationScopes {

    private final List<IsolatedFactory> factories;
    private final List<String> leftOut;
    private final EntityScopes entityScopes;
    private final Redactor redactor;

    IntegrationScopes(List<IsolatedFactory> factories, List<String> leftOut) {
        this.factories = List.copyOf(factories);
        this.leftOut = List.copyOf(leftOut);
        entityScopes = new EntityScopes(
                factories.stream().collect(Collectors.toMap(IsolatedFactory::name, IsolatedFactory::clientAttributes)));
        redactor = new Redactor(factories.stream()
                .flatMap(factory -> Stream.of(factory.settings(), factory.clientAttributes()))
                .flatMap(IntegrationScopes::secrets)
                .collect(Collectors.toSet()));
    }

    /**
     * The scopes of the integrations of plugins.
     *
     * @param plugins the plugins
     * @return their scopes
     */
    public static IntegrationScopes of(Plugins plugins) {
        return new IntegrationScopes(plugins.factories(), plugins.leftOut());
    }

    /**
     * Loads configuration and looks for mistakes everywhere, the integrations' scopes included.
     *
     * @param sources where it comes from
     * @return the configuration with all its problems
     */
    public Configuration load(ConfigurationSources sources) {
        Configuration configuration = new ConfigurationLoader(
                        factories.stream().map(IsolatedFactory::name).collect(Collectors.toSet()))
                .load(sources);
        Stream<Problem> ofIntegrations = factories.stream()
                .filter(factory -> isConfigured(factory, configuration))
                .flatMap(factory -> problems(factory, configuration).stream());
        return configuration.with(Stream.concat(ofIntegrations, handlersThatLeadNowhere(configuration))
                .map(problem -> located(problem, configuration))
                .toList());
    }

    private Stream<Problem> handlersThatLeadNowhere(Configuration configuration) {
        Router router = router(configuration);
        return Stream.of(
                        Map.entry("host.tcp.handler", configuration.host().tcp().handler()),
                        Map.entry(
                                "host.rabbitmq.handler",
                                configuration.host().rabbitmq().flatMap(RabbitSettings::handler)))
                .flatMap(told -> told.getValue().flatMap(router::whyNowhere).stream()
                        .map(why -> Problem.warning(
                                told.getKey(), "no event that comes in here reaches an integration: " + why)));
    }

    /** The integrations that the configuration has a scope for. */
    List<IsolatedFactory> configured(Configuration configuration) {
        return factories.stream()
                .filter(factory -> isConfigured(factory, configuration))
                .toList();
    }

    /** The names of those that it has no scope for. */
    List<String> unconfigured(Configuration configuration) {
        return factories.stream()
                .filter(factory -> !isConfigured(factory, configuration))
                .map(IsolatedFactory::name)
                .toList();
    }

    /**
     * Why no integration is in use.
     *
     * @param configuration the configuration
     * @return the reason with its mend, empty where one is
     */
    public Optional<String> noneInUse(Configuration configuration) {
        if (!configured(configuration).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                factories.isEmpty()
                        ? "no plugin is loaded; drop one into the plugins directory"
                        : "give one a scope in the configuration, such as {\"ec2\": {}}; loaded are "
                                + String.join(", ", unconfigured(configuration)));
    }

    /** What finds the handlers of events by a configuration. */
    Router router(Configuration configuration) {
        return new Router(
                configured(configuration).stream().map(IsolatedFactory::name).toList(),
                unconfigured(configuration),
                configuration.scope("handlers").orElse(Map.of()),
                new LeftOut(leftOut, configuration.values().keySet()));
    }

    /**
     * What holds in the scopes of integrations in use because nobody has set it.
     *
     * @param configuration the configuration
     * @return the values, in the order in which they are declared
     */
    public List<Setting> defaults(Configuration configuration) {
        return configured(configuration).stream()
                .flatMap(factory -> schema(factory).attributes().stream()
                        .filter(attribute -> !isSet(factory.name(), attribute, configuration))
                        .flatMap(attribute -> attribute
                                .defaultValue()
                                .map(value -> Setting.byDefault(factory.name() + "." + attribute.name(), value))
                                .stream()))
                .toList();
    }

    private static boolean isSet(String scope, Attribute attribute, Configuration configuration) {
        return configuration.scope(scope).orElse(Map.of()).get(attribute.name()) != null;
    }

    /**
     * What the labels and annotations of Sensu Go's entities say for the integrations.
     *
     * @return the scopes of clients that can be given so
     */
    public EntityScopes entityScopes() {
        return entityScopes;
    }

    /**
     * What keeps secrets out of sight, those that integrations declare included.
     *
     * @return the redactor
     */
    public Redactor redactor() {
        return redactor;
    }

    private static Stream<String> secrets(Schema schema) {
        return schema.attributes().stream().flatMap(attribute -> {
            return attribute.secret()
                    ? Stream.of(attribute.name())
                    : attribute.inner().stream().flatMap(IntegrationScopes::secrets);
        });
    }

    private static boolean isConfigured(IsolatedFactory factory, Configuration configuration) {
        return configuration.values().containsKey(factory.name());
    }

    private static List<Problem> problems(IsolatedFactory factory, Configuration configuration) {
        Object scope = configuration.values().get(factory.name());
        Schema schema = schema(factory);
        List<Problem> problems = new ArrayList<>(schema.check(scope));
        if (problems.stream().noneMatch(Problem::isError)) {
            Settings settings = schema.read(factory.name(), scope);
            problems.addAll(factory.check(settings));
            problems.addAll(filters(configuration).check(settings));
        }
        return problems.stream().map(problem -> problem.within(factory.name())).toList();
    }

    /** The filters as far as one can tell what is wrong with them: nobody is asked and no time passes. */
    private static FilterDefinitions filters(Configuration configuration) {
        return new FilterDefinitions(
                configuration.scope("filters").orElse(Map.of()),
                (namespace, client, check) -> CompletableFuture.completedFuture(false),
                InstantSource.fixed(Instant.EPOCH),
                ZoneOffset.UTC);
    }

    /** The settings of an integration of a valid configuration. */
    static Settings settings(IsolatedFactory factory, Configuration configuration) {
        return schema(factory).read(factory.name(), configuration.values().get(factory.name()));
    }

    private static Schema schema(IsolatedFactory factory) {
        return factory.settings().and(CommonSettings.SCHEMA);
    }

    private static ConfigurationProblem located(Problem problem, Configuration configuration) {
        return configuration.problem(
                problem.isError() ? Severity.ERROR : Severity.WARNING, problem.path(), problem.message());
    }
}
