package io.sensuhost.host.plugins;

import io.sensuhost.api.IntegrationFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * Where plugins come from.
 *
 * @param directory whose {@code *.jar} are plugins; none where there is no such directory
 * @param classes directories of the classes of plugins under work, such as {@code target/classes}; the libraries of each
 *     are named in {@code classpath.txt} beside it, if it has any
 * @param present factories that are there already
 */
public record PluginSources(Path directory, List<Path> classes, List<IntegrationFactory> present) {

    public PluginSources {
        classes = List.copyOf(classes);
        present = List.copyOf(present);
    }

    /**
     * The jars of a directory and nothing else.
     *
     * @param directory the directory
     * @return its jars
     */
    public static PluginSources in(Path directory) {
        return new PluginSources(directory, List.of(), List.of());
    }

    /** The same with another directory. */
    PluginSources movedTo(Path other) {
        return new PluginSources(other, classes, present);
    }
}
