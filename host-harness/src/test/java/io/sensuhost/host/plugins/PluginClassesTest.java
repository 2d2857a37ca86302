package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin's classes see of the host, of the JDK and of one another. */
final class PluginClassesTest {

    private static final String HANDLES =
            "return CompletableFuture.completedFuture(Result.handled(\"greeted\", \"greeted\", %s));";

    @TempDir
    private Path directory;

    @Test
    void aPluginSeesTheApiButNothingElseOfTheHost() throws Exception {
        String tries = """
                String seen = "";
                for (String name : new String[] {"io.sensuhost.host.Host", "com.fasterxml.jackson.databind.ObjectMapper",
                        "picocli.CommandLine", "javax.net.ssl.SSLContext", "org.slf4j.Logger"}) {
                    try {
                        Class.forName(name);
                        seen += name + " ";
                    } catch (ClassNotFoundException e) {
                        continue;
                    }
                }
                """;
        PluginJar.integration("spy", tries + HANDLES.formatted("seen")).in(directory, "spy.jar");

        assertThat(answers()).containsExactly("javax.net.ssl.SSLContext org.slf4j.Logger ");
    }

    @Test
    void twoPluginsAndTheHostEachHaveTheirOwnVersionOfALibrary() throws Exception {
        withOwnJackson("one", "1.0").in(directory, "one.jar");
        withOwnJackson("two", "2.0").in(directory, "two.jar");

        assertThat(answers()).containsExactly("1.0", "2.0");
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper().version().getMajorVersion())
                .as("the host's own")
                .isEqualTo(2);
    }

    private static PluginJar withOwnJackson(String name, String version) {
        return PluginJar.integration(
                        name,
                        "return CompletableFuture.completedFuture(Result.handled(\"said\", \"said\","
                                + " new com.fasterxml.jackson.databind.ObjectMapper().ownVersion()));")
                .source("com.fasterxml.jackson.databind.ObjectMapper", """
                        package com.fasterxml.jackson.databind;
                        public class ObjectMapper { public String ownVersion() { return "%s"; } }
                        """.formatted(version));
    }

    @Test
    void noPluginSeesAnother() throws Exception {
        PluginJar.greeting("one")
                .source("secret.OfOne", "package secret; public class OfOne {}")
                .in(directory, "one.jar");
        PluginJar.greeting("two").in(directory, "two.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            ClassLoader one = plugins.factories().get(0).loader();
            ClassLoader two = plugins.factories().get(1).loader();

            assertThat(one.loadClass("secret.OfOne")).isNotNull();
            assertThatThrownBy(() -> two.loadClass("secret.OfOne")).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void aPluginSeesItsOwnResourcesAndNoneOfTheHosts() throws Exception {
        String looks = "ClassLoader own = getClass().getClassLoader();"
                + " String seen = (own.getResource(\"own.txt\") != null) + \" \""
                + " + (own.getResource(\"io/sensuhost/host/scenario/demo.json\") != null);";
        PluginJar.integration("spy", looks + HANDLES.formatted("seen"))
                .entry("own.txt", new byte[0])
                .in(directory, "spy.jar");

        assertThat(answers()).containsExactly("true false");
    }

    @Test
    void aPluginIsCalledInTheContextOfItsOwnClassLoader() throws Exception {
        String looks = "boolean own = Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();";
        PluginJar.integration("spy", looks + HANDLES.formatted("String.valueOf(own)"))
                .in(directory, "spy.jar");

        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            IntegrationFactory factory = plugins.factories().get(0);
            TestContext context = TestContext.of(factory, Map.of());
            try (IsolatedIntegration isolated = new IsolatedIntegration(
                    "spy", factory.create(context), context.clock(), Runnable::run, Duration.ofSeconds(30))) {
                assertThat(isolated.handle(EventBuilder.keepaliveOf("web-1").build())
                                .join()
                                .reason())
                        .isEqualTo("true");
            }
        }
    }

    private List<String> answers() {
        try (Plugins plugins = Plugins.load(PluginSources.in(directory))) {
            return plugins.factories().stream().map(PluginClassesTest::answer).toList();
        }
    }

    private static String answer(IntegrationFactory factory) {
        try (Integration integration = factory.create(TestContext.of(factory, Map.of()))) {
            return integration
                    .handle(EventBuilder.keepaliveOf("web-1").build())
                    .toCompletableFuture()
                    .join()
                    .reason();
        }
    }
}
