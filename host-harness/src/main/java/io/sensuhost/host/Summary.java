package io.sensuhost.host;

import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.GuardSettings;
import io.sensuhost.host.plugins.IsolatedFactory;
import io.sensuhost.host.plugins.Plugin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What runs, in words for a line of the log: whom it asks, whom it tells, and how much it may do. */
final class Summary {

    private Summary() {}

    static String of(List<Plugin> plugins, Configuration configuration, HostOptions options) {
        return "integrations: %s; registry: %s; guard: %s%s"
                .formatted(
                        integrations(plugins, configuration),
                        registry(configuration),
                        guard(configuration.host().deregistrationGuard()),
                        options.dryRun() ? "; dry run" : "");
    }

    private static String integrations(List<Plugin> plugins, Configuration configuration) {
        String inUse = plugins.stream()
                .flatMap(plugin -> plugin.factories().stream()
                        .filter(factory -> configuration.values().containsKey(factory.name()))
                        .map(factory -> integration(factory, plugin.version(), configuration)))
                .collect(Collectors.joining(", "));
        return inUse.isEmpty() ? "none" : inUse;
    }

    private static String integration(IsolatedFactory factory, String version, Configuration configuration) {
        boolean dryRun = IntegrationScopes.settings(factory, configuration).flag("dry_run");
        return factory.name() + " " + version + (dryRun ? " in dry run" : "");
    }

    private static String registry(Configuration configuration) {
        return configuration.host().registry().type().name().toLowerCase(Locale.ROOT)
                + configuration.sensu().map(url -> " at " + url).orElse("");
    }

    private static String guard(GuardSettings guard) {
        if (guard.maxFraction() == 1) {
            return "off";
        }
        return "%s of the clients, %d at least, in %s s%s"
                .formatted(
                        guard.maxFraction(),
                        guard.minAllowed(),
                        BigDecimal.valueOf(guard.window().toNanos(), 9)
                                .stripTrailingZeros()
                                .toPlainString(),
                        guard.hosts() == 1 ? "" : ", shared by " + guard.hosts() + " hosts");
    }
}
