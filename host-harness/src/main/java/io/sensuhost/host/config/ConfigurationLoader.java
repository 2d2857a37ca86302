package io.sensuhost.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads and merges configuration as Sensu does: objects into objects, arrays one after the other without repeating an
 * element, and anything else replaced by what comes later. Never fails: all that is wrong is in the result.
 */
public final class ConfigurationLoader {

    /** The largest file that is read, in bytes. */
    static final int MAX_FILE_SIZE = 16 * 1024 * 1024;

    private final Set<String> integrations;
    private final Disk disk;

    /** @param integrations the names of the integrations that are there, each of which has a scope of its own */
    public ConfigurationLoader(Set<String> integrations) {
        this(integrations, new Disk());
    }

    ConfigurationLoader(Set<String> integrations, Disk disk) {
        this.integrations = Set.copyOf(integrations);
        this.disk = disk;
    }

    /** Loads all sources afresh. */
    public Configuration load(ConfigurationSources sources) {
        Report report = new Report();
        List<Node.Members> layers = new ArrayList<>();
        layers.add(new Environment(sources.environment(), report).settings());
        sources.mainFile().ifPresent(file -> readMain(file, layers, report));
        for (Path directory : sources.directories()) {
            new DirectoryWalk(disk, report, file -> read(file, layers, report)).walk(directory);
        }
        Node.Members merged = layers.stream().reduce(Node.Members::overlaidWith).orElseThrow();
        return validated(merged, report);
    }

    private Configuration validated(Node.Members merged, Report report) {
        Attributes root = new Attributes(merged, AttributePath.ROOT, report);
        new ScopeRules(integrations).check(root);
        root.object("handlers").definitions().forEach(HandlerRules::check);
        root.object("filters").definitions().forEach(FilterRules::check);
        ApiSettings api = ApiSettings.read(root.object("api"));
        HostSettings host = HostSettings.read(root.object("host"), root);
        return new Configuration(merged, host, api, report.defaults(), report.problems());
    }

    private void readMain(Path file, List<Node.Members> layers, Report report) {
        if (Files.exists(file)) {
            read(file, layers, report);
        } else {
            report.warning(Location.of(file), "the main configuration file is missing; going on without it");
        }
    }

    private void read(Path file, List<Node.Members> layers, Report report) {
        try {
            byte[] bytes = disk.read(file, MAX_FILE_SIZE + 1);
            if (bytes.length > MAX_FILE_SIZE) {
                report.error(Location.of(file), "larger than " + MAX_FILE_SIZE + " bytes: split it");
            } else {
                new JsonFile(file.toString(), report).parse(bytes).ifPresent(layers::add);
            }
        } catch (IOException e) {
            report.error(Location.of(file), "the file cannot be read: " + Unreadable.why(e));
        }
    }
}
