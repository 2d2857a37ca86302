package io.sensuhost.host.routing;

import java.util.List;
import java.util.Set;

/**
 * What is missing because plugins do not work. Which integrations they have cannot be told.
 *
 * @param plugins which plugins were left out and why, in words
 * @param scopes the names of the scopes of the configuration
 */
public record LeftOut(List<String> plugins, Set<String> scopes) {

    public LeftOut {
        plugins = List.copyOf(plugins);
        scopes = Set.copyOf(scopes);
    }

    /** Whether a handler that is not here may be one of theirs. */
    boolean mayBe(String handler, boolean told) {
        return !plugins.isEmpty() && (told || scopes.contains(handler));
    }
}
