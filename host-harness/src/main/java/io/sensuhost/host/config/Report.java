package io.sensuhost.host.config;

import io.sensuhost.host.config.Problem.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects problems in the order in which they are found, and each once however often it is come upon. */
final class Report {

    private final Set<Problem> problems = new LinkedHashSet<>();

    void error(Location location, String message) {
        problems.add(new Problem(Severity.ERROR, message, Optional.of(location), Optional.empty()));
    }

    void error(Location location, AttributePath path, String message) {
        problems.add(new Problem(Severity.ERROR, message, Optional.of(location), path.text()));
    }

    void warning(Location location, String message) {
        problems.add(new Problem(Severity.WARNING, message, Optional.of(location), Optional.empty()));
    }

    void warning(Location location, AttributePath path, String message) {
        problems.add(new Problem(Severity.WARNING, message, Optional.of(location), path.text()));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
