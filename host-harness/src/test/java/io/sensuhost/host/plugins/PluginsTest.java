package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.ApiVersion;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.host.FakeFactory;
import io.sensuhost.host.OpenFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginsTest {

    private static final String HANDLES =
            "return CompletableFuture.completedFuture(Result.handled(\"greeted\", \"greeted\", %s));";

    /** Each is locked through an open file for as long as it is in use. */
    private static final String COPIES = ".*/sensu-host-plugins-[^/]*/in-use( \\(deleted\\))?";

    @TempDir
    private Path directory;

    @Test
    void aJarDroppedInTheDirectoryIsLoaded() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\"")).in(directory, "hello.jar");

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
    void aFileThatIsNoJarIsNamedAndStopsNothingElse() throws Exception {
        Files.writeString(directory.resolve("broken.jar"), "this is no jar");
        PluginJar.integration("hello", HANDLES.formatted("\"hello\"")).in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "broken.jar"))
                    .singleElement()
                    .asString()
                    .contains("cannot be read as a jar");
            assertThat(plugins.factories()).extracting(IntegrationFactory::name).containsExactly("hello");
        }
    }

    @Test
    void everythingThatIsMissingIsSaidWithItsMend() throws Exception {
        PluginJar.empty("bare")
                .without("Plugin-Id")
                .without("Plugin-Version")
                .without("Plugin-Requires")
                .in(directory, "bare.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "bare.jar"))
                    .satisfiesExactly(
                            id -> assertThat(id).contains("no Plugin-Id; set it"),
                            version -> assertThat(version).contains("no Plugin-Version; set it"),
                            range -> assertThat(range).contains("set Plugin-Requires"),
                            index -> assertThat(index)
                                    .contains("no META-INF/extensions.idx")
                                    .contains("-proc:full"));
        }
    }

    @Test
    void anIndexThatNamesWhatIsNotThereIsRefused() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .extension("plugin.Missing")
                .in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .contains("names plugin.Missing, which is not in it");
        }
    }

    @Test
    void aClassForAnotherJavaIsSaidWithBothVersions() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .entry("plugin/New.class", classFor(55))
                .extension("plugin.New")
                .in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .contains(
                            "compiled for Java 55",
                            "runs on " + Runtime.version().feature());
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
        Path classes = PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
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
    void aPluginUnderWorkWithoutIndexIsSaidWithItsMend() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("work/classes"));

        try (Plugins plugins = Plugins.load(new PluginSources(directory, List.of(classes), List.of()))) {
            assertThat(plugins.all().get(0).problems())
                    .singleElement()
                    .asString()
                    .contains("no META-INF/extensions.idx", "-proc:full");
        }
    }

    @Test
    void aPluginForAnotherVersionOfTheApiIsRefusedWithBothVersions() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .manifest("Plugin-Requires", "^99.0.0")
                .in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .contains("^99.0.0", ApiVersion.current());
        }
    }

    @Test
    void aRangeOfVersionsThatIsNoneIsRefused() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .manifest("Plugin-Requires", "the newest")
                .in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .contains("'the newest' is no range");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Event", "Problem$Severity", "Deadline", "Stable"})
    void aJarWithItsOwnCopyOfAnyClassOfTheApiIsRefused(String name) throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .entry("io/sensuhost/api/" + name + ".class", new byte[] {1})
                .in(directory, "fat.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "fat.jar"))
                    .singleElement()
                    .asString()
                    .contains("scope provided");
        }
    }

    @Test
    void anExtensionThatCannotBeMadeIsNamed() throws Exception {
        PluginJar.empty("mute")
                .source(
                        "plugin.Mute",
                        "package plugin; public class Mute { public Mute() { throw new IllegalStateException(); } }")
                .extension("plugin.Mute")
                .in(directory, "mute.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "mute.jar")).isNotEmpty();
            assertThat(plugins.factories()).isEmpty();
        }
    }

    @Test
    void theSecondOfTwoIntegrationsOfOneNameIsRefusedAndBothJarsAreNamed() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"one\""))
                .manifest("Plugin-Id", "one")
                .in(directory, "a.jar");
        PluginJar.integration("hello", HANDLES.formatted("\"two\""))
                .manifest("Plugin-Id", "two")
                .in(directory, "b.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(plugins.factories()).hasSize(1);
            assertThat(problemsOf(plugins, "b.jar"))
                    .singleElement()
                    .asString()
                    .contains("'hello'")
                    .contains("a.jar");
        }
    }

    @Test
    void theSecondOfTwoVersionsOfOnePluginIsRefusedAndBothJarsAreNamed() throws Exception {
        PluginJar.integration("hello", HANDLES.formatted("\"one\"")).in(directory, "hello-0.1.0.jar");
        PluginJar.integration("hello", HANDLES.formatted("\"two\"")).in(directory, "hello-0.1.1.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(plugins.factories()).hasSize(1);
            assertThat(problemsOf(plugins, "hello-0.1.1.jar"))
                    .containsExactly("its Plugin-Id is already that of hello-0.1.0.jar; remove one of the two");
        }
    }

    @Test
    void oneWhoseIntegrationHasNoNameForAScopeIsRefused() throws Exception {
        PluginJar.integration("Hello You", HANDLES.formatted("\"hello\""))
                .manifest("Plugin-Id", "hello")
                .in(directory, "hello.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .startsWith("'Hello You' is no name for an integration");
            assertThat(plugins.leftOut())
                    .singleElement()
                    .asString()
                    .startsWith("plugin hello.jar is left out: 'Hello You' is no name");
        }
    }

    @Test
    void oneThatOthersMayWriteIsRefused() throws Exception {
        Path jar =
                PluginJar.integration("hello", HANDLES.formatted("\"hello\"")).in(directory, "hello.jar");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(problemsOf(plugins, "hello.jar"))
                    .singleElement()
                    .asString()
                    .startsWith("others may write ");
        }
    }

    @Test
    void ofACopyTheOriginalsMayGoAndItGoesWithThePlugins() throws Exception {
        Path jar = PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
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
        PluginJar.integration("other", HANDLES.formatted("\"other\"")).in(directory, "other.jar");
        Path jar =
                PluginJar.integration("hello", HANDLES.formatted("\"hello\"")).in(directory, "hello.jar");

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
        Path classes = PluginJar.integration("hello", HANDLES.formatted("\"hello\""))
                .source("plugin.Later", "package plugin; public class Later {}")
                .entry("META-INF/extensions.idx", "plugin.Factory".getBytes(StandardCharsets.UTF_8))
                .unpackedIn(directory.resolve("work/classes"));
        Plugins plugins = Plugins.load(new PluginSources(directory.resolve("none"), List.of(classes), List.of()));
        ClassLoader loader = plugins.factories().get(0).loader();

        plugins.close();

        assertThatThrownBy(() -> loader.loadClass("plugin.Later")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void whatIsNotAsItShouldBeThoughItWorksIsWarnedOf() throws Exception {
        Path jar = PluginJar.empty("careless")
                .entry("org/slf4j/Logger.class", classFor(17))
                .entry("META-INF/versions/99/plugin/New.class", classFor(99))
                .entry("plugin/New.class", classFor(98))
                .entry("plugin/Newer.class", classFor(99))
                .in(directory, "careless.jar");
        Path usual =
                PluginJar.empty("usual").entry("plugin/Old.class", classFor(17)).in(directory, "usual.jar");

        assertThat(JarCheck.warnings(jar))
                .containsExactly(
                        "it carries org.slf4j, of which the host's own is used; give it the scope provided",
                        "plugin/New.class is compiled for Java 98, and this host runs on "
                                + Runtime.version().feature() + "; compile with --release 17");
        assertThat(JarCheck.warnings(usual)).isEmpty();
    }

    @Test
    void whatIsNoClassFileIsSaid() throws Exception {
        Path jar = PluginJar.empty("careless")
                .entry("plugin/New.class", new byte[3])
                .in(directory, "careless.jar");

        assertThat(JarCheck.warnings(jar)).containsExactly("plugin/New.class is no class file; build it afresh");
    }

    private static byte[] classFor(int java) {
        return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (java + 44)};
    }

    private static List<String> problemsOf(Plugins plugins, String file) {
        return plugins.all().stream()
                .filter(plugin -> plugin.file().equals(file))
                .flatMap(plugin -> plugin.problems().stream())
                .toList();
    }
}
