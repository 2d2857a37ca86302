package io.sensuhost.host.plugins;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.host.config.Unreadable;
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
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of a directory, loaded. What is wrong with one is in its {@link Plugin#problems}. */
public final class Plugins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final JarPlugins jars;
    private final Path original;
    private final Optional<PrivateCopy> copy;
    private final Custody custody = Custody.ofThisProcess();
    private final Map<String, String> owners = new HashMap<>();
    private final List<Plugin> all = new ArrayList<>();
    private final List<PluginUnderWork> underWork = new ArrayList<>();

    private Plugins(PluginSources sources, Path original, Optional<PrivateCopy> copy) {
        jars = new JarPlugins(sources.directory());
        this.original = original;
        this.copy = copy;
        jarsOf(sources.directory()).forEach(jar -> add(load(jar)));
        sources.classes().forEach(classes -> add(loadClasses(classes)));
        sources.present().forEach(factory -> add(admitted("-", "-", "-", List.of(factory))));
    }

    private void add(Plugin plugin) {
        all.add(plugin);
        plugin.integrations().forEach(name -> owners.put(name, plugin.file()));
        plugin.problems().forEach(problem -> LOG.warn("Plugin {} is left out: {}", plugin.file(), problem));
    }

    /**
     * Loads plugins, jars in the order of their names. No jar may be replaced before the plugins are closed. One that others
     * than root and the host's user could replace is left out.
     *
     * @param sources where they are
     * @return the plugins, for the caller to close
     */
    public static Plugins load(PluginSources sources) {
        return new Plugins(sources, sources.directory(), Optional.empty());
    }

    /**
     * Loads plugins, of jars a copy, so that they may be replaced at any time.
     *
     * @param sources where they are
     * @return the plugins, for the caller to close
     */
    public static Plugins loadCopyOf(PluginSources sources) {
        PrivateCopy copy = PrivateCopy.of(sources.directory());
        return new Plugins(sources.movedTo(copy.directory()), sources.directory(), Optional.of(copy));
    }

    /**
     * Loads a single jar, to see what is wrong with it.
     *
     * @param jar the jar, anywhere
     * @return the plugin alone, for the caller to close
     * @throws IOException if it cannot be read
     */
    public static Plugins loadAlone(Path jar) throws IOException {
        PrivateCopy copy = PrivateCopy.ofFile(jar);
        return new Plugins(
                PluginSources.in(copy.directory()), jar.toAbsolutePath().getParent(), Optional.of(copy));
    }

    private static List<Path> jarsOf(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            return StreamSupport.stream(jars.spliterator(), false).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The plugins directory %1$s cannot be read: %2$s; chmod o+rx %1$s"
                            .formatted(directory, Unreadable.why(e)),
                    e);
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

    /**
     * Those that do not work.
     *
     * @return which were left out and why, in words
     */
    public List<String> leftOut() {
        return all.stream()
                .flatMap(plugin -> plugin.problems().stream()
                        .map(problem -> "plugin " + plugin.file() + " is left out: " + problem))
                .toList();
    }

    private Plugin load(Path jar) {
        String file = jar.getFileName().toString();
        try {
            List<String> exposed = custody.problems(original.resolve(file), jar);
            return exposed.isEmpty() ? loadHeldOpen(jar) : Plugin.broken(file, exposed);
        } catch (IOException e) {
            return Plugin.broken(file, List.of("it cannot be looked at (%s); build or copy it again".formatted(e)));
        }
    }

    /** Since whoever opens a jar that nobody holds open reads its whole directory anew. */
    private Plugin loadHeldOpen(Path jar) {
        try (JarFile held = new JarFile(jar.toFile())) {
            return load(jar, JarCheck.problems(held));
        } catch (IOException | SecurityException e) {
            return Plugin.broken(jar.getFileName().toString(), List.of(JarCheck.unreadable(e)));
        }
    }

    private Plugin load(Path jar, List<String> problems) {
        String file = jar.getFileName().toString();
        if (!problems.isEmpty()) {
            return Plugin.broken(file, problems);
        }
        try {
            Optional<Path> other = jars.loadedWithTheIdOf(jar);
            if (other.isPresent()) {
                return Plugin.broken(
                        file,
                        List.of("its Plugin-Id is already that of %s; remove one of the two"
                                .formatted(other.get().getFileName())));
            }
            String id = jars.loadPlugin(jar);
            PluginState state = jars.startPlugin(id);
            Plugin plugin = state == PluginState.STARTED
                    ? admitted(
                            file,
                            id,
                            jars.getPlugin(id).getDescriptor().getVersion(),
                            jars.getExtensions(IntegrationFactory.class, id))
                    : Plugin.broken(file, List.of("it does not start (%s)".formatted(state)));
            if (!plugin.problems().isEmpty()) {
                jars.unloadPlugin(id);
            }
            return plugin;
        } catch (RuntimeException | Error e) {
            return Plugin.broken(file, List.of("it cannot be loaded: " + e));
        }
    }

    private Plugin loadClasses(Path classes) {
        String file = classes.toString();
        try {
            PluginUnderWork plugin = new PluginUnderWork(classes, jars.emptyLoader(file));
            underWork.add(plugin);
            return admitted(file, "under work", "-", plugin.factories());
        } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
            return Plugin.broken(file, List.of("it cannot be loaded: " + e));
        }
    }

    private Plugin admitted(String file, String id, String version, List<IntegrationFactory> found) {
        try {
            List<IsolatedFactory> factories =
                    found.stream().map(IsolatedFactory::new).toList();
            List<String> wrong = wrong(factories);
            return wrong.isEmpty()
                    ? new Plugin(file, id, version, factories, List.of())
                    : Plugin.broken(file, List.of(String.join("; ", wrong)));
        } catch (RuntimeException | Error e) {
            return Plugin.broken(file, List.of("its integration cannot say what it declares: " + e));
        }
    }

    private List<String> wrong(List<IsolatedFactory> factories) {
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
        for (PluginUnderWork plugin : underWork) {
            try {
                plugin.close();
            } catch (IOException e) {
                LOG.warn("Classes of a plugin under work are left open: {}", e.toString());
            }
        }
        copy.ifPresent(PrivateCopy::close);
    }
}
