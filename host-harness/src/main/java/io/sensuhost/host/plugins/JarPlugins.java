package io.sensuhost.host.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.ClassLoadingStrategy.Source;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginWrapper;

/** PF4J, told to load plain jars with a manifest, each with its own libraries before anything of the host's. */
final class JarPlugins extends DefaultPluginManager {

    JarPlugins(Path directory) {
        super(directory);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path jar, PluginDescriptor descriptor) {
                return new Isolated(JarPlugins.this, descriptor);
            }
        };
    }

    /** The jar that has been loaded with this one's id. PF4J tells such a conflict by an exception of no kind of its own. */
    Optional<Path> loadedWithTheIdOf(Path jar) {
        String id = getPluginDescriptorFinder().find(jar).getPluginId();
        return Optional.ofNullable(getPlugin(id)).map(PluginWrapper::getPluginPath);
    }

    /** A class loader like those of jars, for what is no jar. */
    PluginClassLoader emptyLoader(String id) {
        return new Isolated(this, new DefaultPluginDescriptor(id, "", "", "0.0.0", "", "", ""));
    }

    private static final class Isolated extends PluginClassLoader {

        private static final ClassLoadingStrategy OWN_FIRST =
                new ClassLoadingStrategy(List.of(Source.PLUGIN, Source.APPLICATION));

        Isolated(JarPlugins manager, PluginDescriptor descriptor) {
            super(manager, descriptor, new HostView(), OWN_FIRST);
        }

        @Override
        protected boolean shouldDelegateToParent(String className) {
            return HostView.isShared(className);
        }
    }
}
