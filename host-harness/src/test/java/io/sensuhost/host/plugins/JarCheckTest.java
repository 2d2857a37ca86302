package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarCheckTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsNotAsItShouldBeThoughItWorksIsWarnedOf() throws Exception {
        Path jar = PluginJar.empty("careless")
                .entry("org/slf4j/Logger.class", PluginJar.classFor(17))
                .entry("META-INF/versions/99/plugin/New.class", PluginJar.classFor(99))
                .entry("plugin/New.class", PluginJar.classFor(98))
                .entry("plugin/Newer.class", PluginJar.classFor(99))
                .in(directory, "careless.jar");
        Path usual = PluginJar.empty("usual")
                .entry("plugin/Old.class", PluginJar.classFor(17))
                .in(directory, "usual.jar");

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
}
