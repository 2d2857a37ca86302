package io.sensuhost.host.scenario;

import io.sensuhost.host.Outcome;
import java.util.List;

/**
 * What became of a scenario.
 *
 * @param name its file
 * @param about what it shows
 * @param outcomes what became of its events, in their order
 * @param differences what is not as expected
 */
public record Report(String name, String about, List<Outcome> outcomes, List<Difference> differences) {

    public Report {
        outcomes = List.copyOf(outcomes);
        differences = List.copyOf(differences);
    }

    /**
     * Whether all is as expected.
     *
     * @return whether there is no difference
     */
    public boolean passed() {
        return differences.isEmpty();
    }
}
