package io.sensuhost.host.plugins;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Term;
import io.sensuhost.host.routing.CommonSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A factory held at arm's length: what it declares is asked for once, and what it does is called with its own context
 * class loader and never for longer than the host can wait.
 */
public final class IsolatedFactory implements IntegrationFactory {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedFactory.class);

    private static final Duration LONGEST_CREATE = Duration.ofSeconds(30);

    private final IntegrationFactory factory;
    private final OwnLoader own;
    private final String name;
    private final Schema settings;
    private final Schema clientAttributes;
    private final List<Term> codes;
    private final List<Term> metrics;

    /**
     * Isolates a factory.
     *
     * @param factory the factory; whatever it throws while it declares is thrown here
     */
    public IsolatedFactory(IntegrationFactory factory) {
        this.factory = factory;
        own = OwnLoader.of(factory);
        name = declared("name", factory::name);
        settings = declared("settings", factory::settings);
        clientAttributes = declared("clientAttributes", factory::clientAttributes);
        codes = List.copyOf(declared("codes", factory::codes));
        metrics = List.copyOf(declared("metrics", factory::metrics));
    }

    private <T> T declared(String method, Supplier<T> call) {
        T answer = own.call(call);
        if (answer == null) {
            throw new IntegrationException(
                    Kind.BUG, method + "() of " + factory.getClass().getName() + " answers null");
        }
        return answer;
    }

    /** What is wrong with its declarations, each with its mend. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            problems.add("'%s' is no name for an integration: use lower-case letters, digits, _ and -".formatted(name));
        }
        CommonSettings.SCHEMA.attributes().stream()
                .map(Attribute::name)
                .filter(taken -> settings.attribute(taken).isPresent())
                .forEach(taken ->
                        problems.add("integration '%s' declares '%s', which the host declares for every integration"
                                .formatted(name, taken)));
        return problems;
    }

    /**
     * Where its classes come from.
     *
     * @return the plugin's class loader
     */
    public ClassLoader loader() {
        return own.loader();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Schema settings() {
        return settings;
    }

    @Override
    public Schema clientAttributes() {
        return clientAttributes;
    }

    @Override
    public List<Term> codes() {
        return codes;
    }

    @Override
    public List<Term> metrics() {
        return metrics;
    }

    @Override
    public Duration timeout(Settings values) {
        return own.call(() -> factory.timeout(values));
    }

    @Override
    public List<Problem> check(Settings values) {
        try {
            return List.copyOf(own.call(() -> factory.check(values)));
        } catch (RuntimeException | Error e) {
            LOG.debug("Integration {} failed to check its settings", name, e);
            return List.of(Problem.error(
                    "",
                    "the plugin's own check of these settings failed: %s; its log at debug says how"
                            .formatted(words(e))));
        }
    }

    /** Gives up after half a minute; what comes later is closed. */
    @Override
    public Integration create(IntegrationContext context) {
        CompletableFuture<Integration> created = new CompletableFuture<>();
        Thread thread = new Thread(() -> create(context, created), "creating-" + name);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(LONGEST_CREATE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        created.completeExceptionally(new IntegrationException(
                Kind.BUG, "it was not created within %d s".formatted(LONGEST_CREATE.toSeconds())));
        try {
            return created.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IntegrationException known
                    ? known
                    : new IntegrationException(Kind.BUG, words(e.getCause()) + "; its log says how", e.getCause());
        }
    }

    /** What a plugin's own exceptions say may hold a secret of its settings: it is for the log alone. */
    private static String words(Throwable e) {
        return e instanceof IntegrationException known
                ? known.getMessage()
                : "it threw " + e.getClass().getName();
    }

    private void create(IntegrationContext context, CompletableFuture<Integration> created) {
        try {
            Integration integration = declared("create", () -> factory.create(context));
            if (!created.complete(integration)) {
                integration.close();
            }
        } catch (RuntimeException | Error e) {
            created.completeExceptionally(e);
        }
    }
}
