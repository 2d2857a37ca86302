package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.ApiVersion;
import io.sensuhost.api.IntegrationFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused with its mend, and stops nothing else. */
final class RefusedPluginsTest {

    @TempDir
    private Path directory;

    @Test
    void aFileThatIsNoJarIsNamedAndStopsNothingElse() throws Exception {
        Files.writeString(directory.resolve("broken.jar"), "this is no jar");
        PluginJar.greeting("hello").in(directory, "hello.jar");

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
        PluginJar.greeting("hello").extension("plugin.Missing").in(directory, "hello.jar");

        assertThat(problem("hello.jar")).contains("names plugin.Missing, which is not in it");
    }

    @Test
    void aClassForAnotherJavaIsSaidWithBothVersions() throws Exception {
        PluginJar.greeting("hello")
                .entry("plugin/New.class", PluginJar.classFor(55))
                .extension("plugin.New")
                .in(directory, "hello.jar");

        assertThat(problem("hello.jar"))
                .contains("compiled for Java 55", "runs on " + Runtime.version().feature());
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
        PluginJar.greeting("hello").manifest("Plugin-Requires", "^99.0.0").in(directory, "hello.jar");

        assertThat(problem("hello.jar")).contains("^99.0.0", ApiVersion.current());
    }

    @Test
    void aRangeOfVersionsThatIsNoneIsRefused() throws Exception {
        PluginJar.greeting("hello").manifest("Plugin-Requires", "the newest").in(directory, "hello.jar");

        assertThat(problem("hello.jar")).contains("'the newest' is no range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Event", "Problem$Severity", "Deadline", "Stable"})
    void aJarWithItsOwnCopyOfAnyClassOfTheApiIsRefused(String name) throws Exception {
        PluginJar.greeting("hello")
                .entry("io/sensuhost/api/" + name + ".class", new byte[] {1})
                .in(directory, "fat.jar");

        assertThat(problem("fat.jar")).contains("scope provided");
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
        PluginJar.greeting("hello").manifest("Plugin-Id", "one").in(directory, "a.jar");
        PluginJar.greeting("hello").manifest("Plugin-Id", "two").in(directory, "b.jar");

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
        PluginJar.greeting("hello").in(directory, "hello-0.1.0.jar");
        PluginJar.greeting("hello").in(directory, "hello-0.1.1.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            assertThat(plugins.factories()).hasSize(1);
            assertThat(problemsOf(plugins, "hello-0.1.1.jar"))
                    .containsExactly("its Plugin-Id is already that of hello-0.1.0.jar; remove one of the two");
        }
    }

    @Test
    void oneWhoseIntegrationHasNoNameForAScopeIsRefused() throws Exception {
        PluginJar.greeting("Hello You").manifest("Plugin-Id", "hello").in(directory, "hello.jar");

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
        Path jar = PluginJar.greeting("hello").in(directory, "hello.jar");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(problem("hello.jar")).startsWith("others may write ");
    }

    private String problem(String file) {
        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            List<String> problems = problemsOf(plugins, file);
            assertThat(problems).hasSize(1);
            return problems.get(0);
        }
    }

    private static List<String> problemsOf(Plugins plugins, String file) {
        return plugins.all().stream()
                .filter(plugin -> plugin.file().equals(file))
                .flatMap(plugin -> plugin.problems().stream())
                .toList();
    }
}
