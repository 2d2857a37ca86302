package io.sensuhost.host.plugins;

import io.sensuhost.api.IntegrationFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.PluginClassLoader;

/** The classes of a plugin that has not been packed into a jar yet, behind a class loader as a jar's are. */
final class PluginUnderWork implements AutoCloseable {

    private static final String INDEX = "META-INF/extensions.idx";
    private static final String LIBRARIES = "classpath.txt";

    private final Path classes;
    private final PluginClassLoader loader;

    PluginUnderWork(Path classes, PluginClassLoader loader) throws IOException {
        this.classes = classes;
        this.loader = loader;
        loader.addFile(classes.toFile());
        Path libraries = classes.toAbsolutePath().resolveSibling(LIBRARIES);
        if (Files.exists(libraries)) {
            for (String library : Files.readString(libraries).strip().split(File.pathSeparator, -1)) {
                loader.addFile(new File(library));
            }
        }
    }

    List<IntegrationFactory> factories() throws IOException, ReflectiveOperationException {
        Path index = classes.resolve(INDEX);
        if (!Files.exists(index)) {
            throw new IOException("it has no " + INDEX + "; " + JarCheck.HOW_TO_INDEX);
        }
        List<IntegrationFactory> factories = new ArrayList<>();
        for (String name : JarCheck.extensions(Files.readString(index))) {
            if (loader.loadClass(name).getConstructor().newInstance() instanceof IntegrationFactory factory) {
                factories.add(factory);
            }
        }
        return factories;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
