package io.sensuhost.host.plugins;

import io.sensuhost.api.ApiVersion;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.pf4j.DefaultVersionManager;

/** Finds what keeps a jar from being a plugin, of which PF4J would say little or nothing. */
public final class JarCheck {

    static final String HOW_TO_INDEX =
            "annotate the factory with @Extension and let PF4J's annotation processor run (with"
                    + " JDK 23 or later: javac -proc:full)";

    private static final String INDEX = "META-INF/extensions.idx";
    private static final int CLASS_FILE_OF_JAVA_1 = 44;

    private JarCheck() {}

    /** What keeps a host from loading it, each with its mend. */
    static List<String> problems(JarFile jar) throws IOException {
        List<String> problems = new ArrayList<>();
        Optional<Attributes> manifest = Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
        for (String attribute : List.of("Plugin-Id", "Plugin-Version")) {
            if (manifest.map(entries -> entries.getValue(attribute)).isEmpty()) {
                problems.add("its manifest has no %s; set it in the build's manifest entries".formatted(attribute));
            }
        }
        versionProblem(manifest.map(entries -> entries.getValue("Plugin-Requires"))
                        .orElse(""))
                .ifPresent(problems::add);
        if (jar.getEntry(INDEX) == null) {
            problems.add("it has no " + INDEX + "; " + HOW_TO_INDEX);
        } else {
            for (String extension : extensions(text(jar, jar.getEntry(INDEX)))) {
                extensionProblem(jar, extension).ifPresent(problems::add);
            }
        }
        if (ApiClasses.anyIn(jar)) {
            problems.add("it carries a copy of the plugin API, which the host would not recognise; give plugin-api"
                    + " the scope provided");
        }
        return problems;
    }

    static String unreadable(Exception e) {
        // Java has no type of its own for it here.
        if (String.valueOf(e.getMessage()).endsWith("(Permission denied)")) {
            return "%s may not read it; chmod o+r it".formatted(System.getProperty("user.name"));
        }
        return "it cannot be read as a jar (%s); build or copy it again".formatted(e.getMessage());
    }

    /**
     * Looks for what does not keep a host from loading a jar, but is not as it should be. Reads all of it.
     *
     * @param file a jar
     * @return what was found, each with its mend
     * @throws IOException if it is none
     */
    public static List<String> warnings(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            List<String> warnings = new ArrayList<>();
            for (String library : List.of("org/slf4j/", "org/pf4j/")) {
                if (jar.stream().anyMatch(entry -> entry.getName().startsWith(library))) {
                    warnings.add("it carries %s, of which the host's own is used; give it the scope provided"
                            .formatted(library.replace('/', '.').replaceFirst("\\.$", "")));
                }
            }
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    Optional<String> problem = levelProblem(jar, entry);
                    if (problem.isPresent()) {
                        warnings.add(problem.get());
                        break;
                    }
                }
            }
            return warnings;
        }
    }

    static List<String> extensions(String index) {
        return index.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> extensionProblem(JarFile jar, String extension) throws IOException {
        JarEntry entry = jar.getJarEntry(extension.replace('.', '/') + ".class");
        return entry == null
                ? Optional.of(INDEX + " names " + extension + ", which is not in it; build it afresh")
                : levelProblem(jar, entry);
    }

    private static Optional<String> levelProblem(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream content = new DataInputStream(jar.getInputStream(entry))) {
            content.readInt();
            content.readUnsignedShort();
            int level = content.readUnsignedShort() - CLASS_FILE_OF_JAVA_1;
            int here = Runtime.version().feature();
            return level <= here
                    ? Optional.empty()
                    : Optional.of("%s is compiled for Java %d, and this host runs on %d; compile with --release 17"
                            .formatted(entry.getName(), level, here));
        } catch (IOException e) {
            return Optional.of(entry.getName() + " is no class file; build it afresh");
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
