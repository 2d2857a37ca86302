package io.sensuhost.host.plugins;

import io.sensuhost.api.ApiVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.pf4j.DefaultVersionManager;

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
            manifest.map(entries -> entries.getValue("Plugin-Requires"))
                    .or(() -> Optional.of(""))
                    .flatMap(JarCheck::versionProblem)
                    .ifPresent(problems::add);
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

    private static Optional<String> versionProblem(String range) {
        String current = ApiVersion.current();
        if (range.isBlank()) {
            return Optional.of(
                    "its manifest does not say which versions of the plugin API it works with; set Plugin-Requires to"
                            + " a range that begins with the one it is built with, such as ^%s".formatted(current));
        }
        try {
            return new DefaultVersionManager().checkVersionConstraint(current, range)
                    ? Optional.empty()
                    : Optional.of("it works with versions %s of the plugin API, and this host has %s; take a version of"
                                    .formatted(range, current)
                            + " the plugin that is built for it, or another host");
        } catch (RuntimeException e) {
            return Optional.of("its manifest's Plugin-Requires '%s' is no range of versions; write, say, ^%s"
                    .formatted(range, current));
        }
    }
}
