package io.sensuhost.host.plugins;

import io.sensuhost.api.ApiVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a plugin and packs it into a jar, right or wrong as a test wants it. */
public final class PluginJar {

    /** Classes by their sources, since it is compiling that takes long. */
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private String index = "";

    private PluginJar(String id) {
        manifest.put("Plugin-Id", id);
        manifest.put("Plugin-Version", "1.2.3");
        manifest.put("Plugin-Requires", "^" + ApiVersion.current());
    }

    /** A plugin without anything in it. */
    public static PluginJar empty(String id) {
        return new PluginJar(id);
    }

    /** A plugin with an integration that answers each event with a greeting. */
    public static PluginJar greeting(String name) {
        return integration(
                name, "return CompletableFuture.completedFuture(Result.handled(\"greeted\", \"greeted\", \"hello\"));");
    }

    /** The beginning of a class file that is compiled for a version of Java. */
    static byte[] classFor(int java) {
        return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (java + 44)};
    }

    /** A plugin with an integration that handles an event by a Java expression of type Result. */
    public static PluginJar integration(String name, String handlesBy) {
        String factory = """
                package plugin;
                import io.sensuhost.api.*;
                import java.util.concurrent.*;
                @org.pf4j.Extension
                public final class Factory implements IntegrationFactory {
                    public String name() { return "%s"; }
                    public Schema settings() { return Schema.of(Attribute.text("greeting").byDefault("hello")); }
                    public Integration create(IntegrationContext context) {
                        return new Integration() {
                            public CompletionStage<Result> handle(Event event) { %s }
                            public void close() {}
                        };
                    }
                }
                """.formatted(name, handlesBy);
        return empty(name).source("plugin.Factory", factory).extension("plugin.Factory");
    }

    public PluginJar source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    public PluginJar extension(String className) {
        index += className + "\n";
        return this;
    }

    public PluginJar manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    public PluginJar without(String manifestEntry) {
        manifest.remove(manifestEntry);
        return this;
    }

    public PluginJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    public Path in(Path directory, String file) throws IOException {
        Path jar = directory.resolve(file);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest())) {
            for (Map.Entry<String, byte[]> compiled : classes(directory).entrySet()) {
                put(packed, compiled.getKey(), compiled.getValue());
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(packed, entry.getKey(), entry.getValue());
            }
            if (!index.isEmpty()) {
                put(packed, "META-INF/extensions.idx", index.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    /** Its classes and entries as files, without index and manifest. */
    public Path unpackedIn(Path classes) throws IOException {
        Map<String, byte[]> files =
                new LinkedHashMap<>(classes(Files.createDirectories(classes).getParent()));
        files.putAll(entries);
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            Path file = classes.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return classes;
    }

    private Manifest manifest() {
        Manifest built = new Manifest();
        built.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(built.getMainAttributes()::putValue);
        return built;
    }

    private Map<String, byte[]> classes(Path directory) throws IOException {
        if (!COMPILED.containsKey(sources)) {
            Path classes = Files.createTempDirectory(directory, "classes");
            compile(classes, Files.createTempDirectory(directory, "source"));
            Map<String, byte[]> compiled = new LinkedHashMap<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    compiled.put(classes.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            COMPILED.put(Map.copyOf(sources), compiled);
        }
        return COMPILED.get(sources);
    }

    private void compile(Path classes, Path folder) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(errors, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new IllegalArgumentException("The plugin does not compile: " + errors);
            }
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
