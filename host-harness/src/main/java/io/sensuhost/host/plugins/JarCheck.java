package io.sensuhost.host.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Finds what keeps a jar from being a plugin, of which PF4J would say little or nothing. */
final class JarCheck {

    private JarCheck() {}

    static List<String> problems(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> problems = new ArrayList<>();
            Optional<Attributes> manifest =
                    Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
            for (String attribute : List.of("Plugin-Id", "Plugin-Version")) {
                if (manifest.map(entries -> entries.getValue(attribute)).isEmpty()) {
                    problems.add("its manifest has no %s; set it in the build's manifest entries".formatted(attribute));
                }
            }
            if (jar.getEntry("META-INF/extensions.idx") == null) {
                problems.add("it has no META-INF/extensions.idx; annotate the factory with @Extension and let PF4J's"
                        + " annotation processor run (with JDK 23 or later: javac -proc:full)");
            }
            if (jar.stream().anyMatch(entry -> entry.getName().startsWith("io/sensuhost/api/"))) {
                problems.add("it carries a copy of the plugin API, which the host would not recognise; give plugin-api"
                        + " the scope provided");
            }
            return problems;
        } catch (IOException | SecurityException e) {
            return List.of("it cannot be read as a jar (%s); build or copy it again".formatted(e.getMessage()));
        }
    }
}
