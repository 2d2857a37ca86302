package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever lies in the plugins directory, it is a plugin or is told why it is none. */
class AnyJarTest {

    private Path directory;
    private byte[] good;

    @BeforeProperty
    void makeAJar() throws Exception {
        directory = Files.createTempDirectory("any-jar-");
        PluginJar.integration("hello", "return null;").in(directory, "hello.jar");
        good = Files.readAllBytes(directory.resolve("hello.jar"));
    }

    @AfterProperty
    void tidyUp() throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property
    void anyBytesAreCheckedOrUnreadable(@ForAll byte[] bytes) throws IOException {
        assertCheckedOrUnreadable(bytes);
    }

    @Property
    void anyDamageToAJarIsFoundOrDoesNotMatter(@ForAll Random random) throws IOException {
        assertCheckedOrUnreadable(Mutations.of(good, random));
    }

    private void assertCheckedOrUnreadable(byte[] bytes) throws IOException {
        Path jar = directory.resolve("hello.jar");
        Files.write(jar, bytes);
        List<String> problems;
        try (JarFile held = new JarFile(jar.toFile())) {
            problems = JarCheck.problems(held);
        } catch (IOException | SecurityException e) {
            problems = List.of(JarCheck.unreadable(e));
        }
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem).isNotBlank().hasSizeLessThan(30_000));
    }
}
