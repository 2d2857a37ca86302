package io.sensuhost.host.plugins;

import io.sensuhost.api.IntegrationFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.pf4j.PluginAlreadyLoadedException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of a directory, loaded. What is wrong with one is in its {@link Plugin#problems}. */
public final class Plugins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final JarPlugins jars;
    private final Optional<PrivateCopy> copy;
    private final List<Plugin> all = new ArrayList<>();

    private Plugins(Path directory, Optional<PrivateCopy> copy) {
        jars = new JarPlugins(directory);
        this.copy = copy;
    }

    /**
     * Loads every {@code *.jar} of a directory, in the order of their names. None of them may be replaced before the
     * plugins are closed.
     *
     * @param directory the directory; nothing is loaded where there is none
     * @return the plugins, for the caller to close
     */
    public static Plugins load(Path directory) {
        return load(directory, Optional.empty());
    }

    /**
     * Loads a copy of every {@code *.jar} of a directory, so that they may be replaced at any time.
     *
     * @param directory the directory; nothing is loaded where there is none
     * @return the plugins, for the caller to close
     */
    public static Plugins loadCopyOf(Path directory) {
        PrivateCopy copy = PrivateCopy.of(directory);
        return load(copy.directory(), Optional.of(copy));
    }

    private static Plugins load(Path directory, Optional<PrivateCopy> copy) {
        Plugins plugins = new Plugins(directory, copy);
        Map<String, String> owners = new HashMap<>();
        for (Path jar : jarsOf(directory)) {
            Plugin plugin = plugins.load(jar, owners);
            plugin.integrations().forEach(name -> owners.put(name, plugin.file()));
            plugins.all.add(plugin);
            plugin.problems().forEach(problem -> LOG.warn("Plugin {} is left out: {}", plugin.file(), problem));
        }
        return plugins;
    }

    private static List<Path> jarsOf(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            return StreamSupport.stream(jars.spliterator(), false).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The plugins directory " + directory + " cannot be read", e);
        }
    }

    /**
     * All of them, working or not, in the order of their files' names.
     *
     * @return the plugins
     */
    public List<Plugin> all() {
        return List.copyOf(all);
    }

    /**
     * The integrations of those that work.
     *
     * @return the factories, each name once
     */
    public List<IsolatedFactory> factories() {
        return all.stream().flatMap(plugin -> plugin.factories().stream()).toList();
    }

    private Plugin load(Path jar, Map<String, String> owners) {
        String file = jar.getFileName().toString();
        List<String> problems = JarCheck.problems(jar);
        if (!problems.isEmpty()) {
            return Plugin.broken(file, problems);
        }
        try {
            String id = jars.loadPlugin(jar);
            PluginWrapper plugin = jars.getPlugin(id);
            if (jars.startPlugin(id) != PluginState.STARTED) {
                return unloaded(id, file, "it does not start (%s)".formatted(plugin.getPluginState()));
            }
            List<IsolatedFactory> factories = jars.getExtensions(IntegrationFactory.class, id).stream()
                    .map(IsolatedFactory::new)
                    .toList();
            List<String> wrong = wrong(factories, owners);
            return wrong.isEmpty()
                    ? new Plugin(file, id, plugin.getDescriptor().getVersion(), factories, List.of())
                    : unloaded(id, file, String.join("; ", wrong));
        } catch (PluginAlreadyLoadedException e) {
            return Plugin.broken(
                    file,
                    List.of("its Plugin-Id '%s' is already that of %s; remove one of the two"
                            .formatted(e.getPluginId(), e.getPluginPath().getFileName())));
        } catch (RuntimeException | Error e) {
            jars.getPlugins().stream()
                    .filter(plugin -> plugin.getPluginPath().equals(jar))
                    .map(PluginWrapper::getPluginId)
                    .toList()
                    .forEach(jars::unloadPlugin);
            return Plugin.broken(file, List.of("it cannot be loaded: " + e));
        }
    }

    private Plugin unloaded(String id, String file, String problem) {
        jars.unloadPlugin(id);
        return Plugin.broken(file, List.of(problem));
    }

    private static List<String> wrong(List<IsolatedFactory> factories, Map<String, String> owners) {
        if (factories.isEmpty()) {
            return List.of("none of its extensions is an IntegrationFactory that can be made; it needs to be public"
                    + " with a public constructor without parameters");
        }
        return factories.stream()
                .flatMap(factory -> Stream.concat(
                        factory.problems().stream(),
                        Optional.ofNullable(owners.get(factory.name()))
                                .map(owner -> "integration '%s' is already that of %s; remove one of the two"
                                        .formatted(factory.name(), owner))
                                .stream()))
                .toList();
    }

    @Override
    public void close() {
        // By id: stopPlugins() of PF4J 3.15 trips over its own list.
        for (PluginWrapper plugin : List.copyOf(jars.getPlugins())) {
            jars.unloadPlugin(plugin.getPluginId());
        }
        copy.ifPresent(PrivateCopy::close);
    }
}
