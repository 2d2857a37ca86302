package io.sensuhost.host;

import io.sensuhost.host.config.ConfigurationProblem;
import java.util.List;

/** That the host cannot run with a configuration. */
public final class InvalidConfiguration extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigurationProblem> problems;

    InvalidConfiguration(List<ConfigurationProblem> problems) {
        super("the configuration is not valid", null, false, false);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong with it.
     *
     * @return all problems, warnings included
     */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
