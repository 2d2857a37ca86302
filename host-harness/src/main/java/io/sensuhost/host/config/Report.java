package io.sensuhost.host.config;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what reading comes upon, in that order and each once: problems, and defaults that were fallen back on. */
final class Report {

    private final Set<ConfigurationProblem> problems = new LinkedHashSet<>();
    private final List<Setting> defaults = new ArrayList<>();

    void byDefault(AttributePath path, Object value) {
        defaults.add(Setting.byDefault(path.toString(), value));
    }

    void error(Location location, String message) {
        problems.add(new ConfigurationProblem(Severity.ERROR, message, Optional.of(location), Optional.empty()));
    }

    void error(Location location, AttributePath path, String message) {
        problems.add(new ConfigurationProblem(Severity.ERROR, message, Optional.of(location), path.text()));
    }

    void warning(Location location, String message) {
        problems.add(new ConfigurationProblem(Severity.WARNING, message, Optional.of(location), Optional.empty()));
    }

    void warning(Location location, AttributePath path, String message) {
        problems.add(new ConfigurationProblem(Severity.WARNING, message, Optional.of(location), path.text()));
    }

    List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    List<Setting> defaults() {
        return List.copyOf(defaults);
    }
}
