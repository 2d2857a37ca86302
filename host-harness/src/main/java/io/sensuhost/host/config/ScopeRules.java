package io.sensuhost.host.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of the top level: an object where Sensu or we need one, and names that are not misspelt. All other scopes
 * belong to others and are left alone.
 */
final class ScopeRules {

    /** In these even null is a mistake, since it takes the place of Sensu's default. */
    private static final List<String> ALWAYS_OBJECTS =
            List.of("checks", "filters", "mutators", "handlers", "extensions", "sensu", "transport");

    private static final List<String> OTHERS_OF_SENSU =
            List.of("client", "contacts", "dashboard", "hooks", "rabbitmq", "redis", "tessen", "uchiwa");

    /** A shorter name would be one letter away from too many. */
    private static final int SHORTEST = 3;

    private final Set<String> ours;

    /** @param integrations the names of the integrations that are there */
    ScopeRules(Set<String> integrations) {
        ours = new TreeSet<>(integrations);
        ours.add("api");
        ours.add("host");
    }

    void check(Attributes root) {
        for (String scope : ALWAYS_OBJECTS) {
            if (root.names().contains(scope)) {
                root.demand(scope, Shape.OBJECT);
            }
        }
        ours.forEach(scope -> root.get(scope, Shape.OBJECT));
        warnOfMisspelt(root);
    }

    private void warnOfMisspelt(Attributes root) {
        Set<String> known = new TreeSet<>(ours);
        known.addAll(ALWAYS_OBJECTS);
        known.addAll(OTHERS_OF_SENSU);
        for (String scope : root.names()) {
            if (scope.length() >= SHORTEST && !known.contains(scope)) {
                Spelling.closest(scope, known, 1)
                        .ifPresent(meant -> root.warning(scope, "unknown scope; did you mean " + meant + "?"));
            }
        }
    }
}
