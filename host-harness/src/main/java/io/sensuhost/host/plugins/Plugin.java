package io.sensuhost.host.plugins;

import java.util.List;

/**
 * A jar in the plugins directory.
 *
 * @param file its name
 * @param id what it calls itself, empty where it cannot be read
 * @param version its version, empty where it cannot be read
 * @param factories its integrations; none where something is wrong with it
 * @param problems what is wrong with it, and how to mend it
 */
public record Plugin(String file, String id, String version, List<IsolatedFactory> factories, List<String> problems) {

    public Plugin {
        factories = List.copyOf(factories);
        problems = List.copyOf(problems);
    }

    static Plugin broken(String file, List<String> problems) {
        return new Plugin(file, "", "", List.of(), problems);
    }

    /**
     * The names of its integrations.
     *
     * @return the names
     */
    public List<String> integrations() {
        return factories.stream().map(IsolatedFactory::name).toList();
    }
}
