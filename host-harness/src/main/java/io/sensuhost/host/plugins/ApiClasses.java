package io.sensuhost.host.plugins;

import io.sensuhost.api.IntegrationFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The classes of the plugin API that this host has, asked for by name: to go through all of a large jar takes a while. */
final class ApiClasses {

    private static final String FOLDER =
            IntegrationFactory.class.getPackageName().replace('.', '/') + "/";

    private static final List<String> FILES = files();

    private ApiClasses() {}

    /** Whether a jar carries a copy of any of them. */
    static boolean anyIn(JarFile jar) {
        return FILES.stream().anyMatch(file -> jar.getEntry(file) != null);
    }

    private static List<String> files() {
        try {
            Path home = Path.of(IntegrationFactory.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return (Files.isDirectory(home) ? inDirectory(home) : inJar(home))
                    .stream()
                            .filter(file -> file.startsWith(FOLDER) && file.endsWith(".class"))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The host's own plugin API cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The host's own plugin API is nowhere", e);
        }
    }

    private static List<String> inJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static List<String> inDirectory(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> home.relativize(file).toString()).toList();
        }
    }
}
