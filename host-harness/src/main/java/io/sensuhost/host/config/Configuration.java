package io.sensuhost.host.config;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all sources together say, and what is wrong with it. Immutable, and so fit for any thread. It holds secrets:
 * nothing of it is shown before a {@link Redactor} has been over it.
 */
public final class Configuration {

    private final Node.Members root;
    private final HostSettings host;
    private final ApiSettings api;
    private final List<Setting> defaults;
    private final List<ConfigurationProblem> problems;

    Configuration(
            Node.Members root,
            HostSettings host,
            ApiSettings api,
            List<Setting> defaults,
            List<ConfigurationProblem> problems) {
        this.root = root;
        this.host = host;
        this.api = api;
        this.defaults = List.copyOf(defaults);
        this.problems = List.copyOf(problems);
    }

    /** Whether the host may run with it: there may be warnings, but no errors. */
    public boolean valid() {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** All problems, those of reading in the order of the files first; the same for the same files. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    /**
     * All values as plain Java: maps and lists in the order of the files, strings, booleans, null, and numbers as
     * {@code Integer}, {@code Long}, {@code BigInteger}, {@code Double}, or {@code BigDecimal} beyond a double's range. A
     * copy, the caller's to keep.
     */
    public Map<String, Object> values() {
        return root.plainMembers();
    }

    /** The object at the top level under that name, as {@link #values()} has it; empty if it is none. */
    public Optional<Map<String, Object>> scope(String name) {
        return root.member(name)
                .filter(Node.Members.class::isInstance)
                .map(Node.Members.class::cast)
                .map(Node.Members::plainMembers);
    }

    /** The scope {@code host} with its defaults; only to be relied upon where the configuration is {@link #valid}. */
    public HostSettings host() {
        return host;
    }

    /** The scope {@code api} with its defaults, whether it is there or not; as {@link #host} to be relied upon. */
    public ApiSettings api() {
        return api;
    }

    /** Where the API of the Sensu is that is told of deregistrations, empty where none is; as {@link #host} to be relied upon. */
    public Optional<URI> sensu() {
        return switch (host.registry().type()) {
            case SENSU_CORE -> Optional.of(api.url());
            case SENSU_GO -> host.registry().url();
            case EMBEDDED -> Optional.empty();
        };
    }

    /** Every value that was set and where, in the order of {@link #values()}. */
    public List<Setting> settings() {
        return Leaves.of(root);
    }

    /** What holds in scope {@code host} because nobody has set it. */
    public List<Setting> defaults() {
        return defaults;
    }

    /**
     * Where an attribute stands, or what is nearest to it of the objects around it; empty where not even its scope
     * exists.
     *
     * @param path such as {@code ec2.accounts[0].role_arn}; a name with dots is written {@code handlers["a.b"].type}
     */
    public Optional<Location> locationOf(String path) {
        Node nearest = PathSteps.nearest(root, path);
        return nearest == root ? Optional.empty() : Optional.of(nearest.location());
    }

    /** A problem that someone else found, an integration for one, at the place of the attribute. */
    public ConfigurationProblem problem(Severity severity, String path, String message) {
        return new ConfigurationProblem(severity, message, locationOf(path), Optional.of(path));
    }

    /** This configuration with more problems, after those that it has. */
    public Configuration with(List<ConfigurationProblem> more) {
        List<ConfigurationProblem> all = new ArrayList<>(problems);
        all.addAll(more);
        return new Configuration(root, host, api, defaults, all);
    }
}
