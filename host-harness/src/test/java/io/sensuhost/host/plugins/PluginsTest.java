package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.host.FakeFactory;
import io.sensuhost.host.OpenFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsTest {

    /** Each is locked through an open file for as long as it is in use. */
    private static final String COPIES = ".*/sensu-host-plugins-[^/]*/in-use( \\(deleted\\))?";

    @TempDir
    private Path directory;

    @Test
    void aJarDroppedInTheDirectoryIsLoaded() throws Exception {
        PluginJar.greeting("hello").in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(plugins.all()).singleElement().satisfies(plugin -> {
                assertThat(plugin.file()).isEqualTo("hello.jar");
                assertThat(plugin.id()).isEqualTo("hello");
                assertThat(plugin.version()).isEqualTo("1.2.3");
                assertThat(plugin.integrations()).containsExactly("hello");
                assertThat(plugin.problems()).isEmpty();
            });
        }
    }

    @Test
    void noDirectoryMeansNoPlugins() {
        try (Plugins plugins = Plugins.load(PluginSources.in(directory.resolve("nowhere")))) {
            assertThat(plugins.all()).isEmpty();
        }
    }

    @Test
    void theClassesOfAPluginUnderWorkAreLoadedWithTheirLibraries() throws Exception {
        Path libraries = Files.createDirectory(directory.resolve("libraries"));
        Path library = PluginJar.empty("library")
                .source(
                        "library.Words",
                        "package library; public class Words { public static String hello() { return \"hello\"; } }")
                .in(libraries, "library.jar");
        Path classes = PluginJar.greeting("hello")
                .entry("META-INF/extensions.idx", "plugin.Factory # found by PF4J".getBytes(StandardCharsets.UTF_8))
                .unpackedIn(directory.resolve("work/classes"));
        Files.writeString(directory.resolve("work/classpath.txt"), library + "\n");

        try (Plugins plugins =
                Plugins.load(new PluginSources(libraries.resolve("none"), List.of(classes), List.of()))) {
            assertThat(plugins.all()).singleElement().satisfies(plugin -> {
                assertThat(plugin.problems()).isEmpty();
                assertThat(plugin.integrations()).containsExactly("hello");
            });
            ClassLoader loader = plugins.factories().get(0).loader();
            assertThat(loader.loadClass("library.Words").getClassLoader()).isSameAs(loader);
        }
    }

    @Test
    void ofACopyTheOriginalsMayGoAndItGoesWithThePlugins() throws Exception {
        Path jar = PluginJar.greeting("hello")
                .source("plugin.Later", "package plugin; public class Later {}")
                .in(directory, "hello.jar");
        long before = OpenFiles.matching(COPIES);

        try (Plugins plugins = Plugins.loadCopyOf(PluginSources.in(directory))) {
            Files.delete(jar);

            assertThat(plugins.factories().get(0).loader().loadClass("plugin.Later"))
                    .isNotNull();
            assertThat(OpenFiles.matching(COPIES)).isEqualTo(before + 1);
        }
        assertThat(OpenFiles.matching(COPIES)).isEqualTo(before);
    }

    @Test
    void aJarCanBeLoadedAlone() throws Exception {
        PluginJar.greeting("other").in(directory, "other.jar");
        Path jar = PluginJar.greeting("hello").in(directory, "hello.jar");

        try (Plugins plugins = Plugins.loadAlone(jar)) {
            assertThat(plugins.factories()).extracting(IntegrationFactory::name).containsExactly("hello");
            assertThat(plugins.leftOut()).isEmpty();
        }
    }

    @Test
    void factoriesThatAreThereAlreadyArePluginsToo() {
        try (Plugins plugins =
                Plugins.load(new PluginSources(directory, List.of(), List.of(FakeFactory.named("there"))))) {
            assertThat(plugins.factories()).extracting(IntegrationFactory::name).containsExactly("there");
        }
    }

    @Test
    void theClassesOfAPluginUnderWorkAreLetGoOf() throws Exception {
        Path classes = PluginJar.greeting("hello")
                .source("plugin.Later", "package plugin; public class Later {}")
                .entry("META-INF/extensions.idx", "plugin.Factory".getBytes(StandardCharsets.UTF_8))
                .unpackedIn(directory.resolve("work/classes"));
        Plugins plugins = Plugins.load(new PluginSources(directory.resolve("none"), List.of(classes), List.of()));
        ClassLoader loader = plugins.factories().get(0).loader();

        plugins.close();

        assertThatThrownBy(() -> loader.loadClass("plugin.Later")).isInstanceOf(ClassNotFoundException.class);
    }
}
