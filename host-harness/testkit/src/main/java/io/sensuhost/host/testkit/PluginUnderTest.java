package io.sensuhost.host.testkit;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Stable;
import io.sensuhost.host.plugins.Plugin;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The integration that is tested: its classes as they are on the class path, or, where the system property
 * {@value #JAR} names one, a built jar through the loader that hosts use. So one test serves both.
 */
@Stable
public final class PluginUnderTest implements AutoCloseable {

    /** The system property that names a jar. */
    public static final String JAR = "sensu-host.plugin";

    private final Plugins plugins;

    private PluginUnderTest(Plugins plugins) {
        this.plugins = plugins;
    }

    /**
     * The integration of a factory, or of the jar that is named instead.
     *
     * @param classes the factory as it is on the class path; not used where a jar is named
     * @return the integration, for the caller to close
     * @throws IllegalStateException if a host would not load it; the message says everything that is wrong
     */
    public static PluginUnderTest of(IntegrationFactory classes) {
        return Optional.ofNullable(System.getProperty(JAR))
                .map(jar -> ofJar(Path.of(jar)))
                .orElseGet(() -> checked(
                        Plugins.load(new PluginSources(Path.of("no-plugins-directory"), List.of(), List.of(classes)))));
    }

    /**
     * The integration of a built jar.
     *
     * @param jar the jar
     * @return the integration, for the caller to close
     * @throws IllegalStateException if a host would not load it; the message says everything that is wrong
     */
    public static PluginUnderTest ofJar(Path jar) {
        try {
            return checked(Plugins.loadAlone(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " cannot be read; has it been built?", e);
        }
    }

    private static PluginUnderTest checked(Plugins plugins) {
        List<String> problems = plugins.all().stream()
                .map(Plugin::problems)
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            plugins.close();
            throw new IllegalStateException("A host would not load this plugin: " + String.join("; ", problems));
        }
        return new PluginUnderTest(plugins);
    }

    /**
     * Its factory as hosts have it.
     *
     * @return the factory, behind which each call is made in the plugin's own context
     */
    public IntegrationFactory factory() {
        return plugins.factories().get(0);
    }

    Plugins plugins() {
        return plugins;
    }

    @Override
    public void close() {
        plugins.close();
    }
}
