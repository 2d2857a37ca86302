package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.daemon.Installation;
import io.sensuhost.host.plugins.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginDirectoryIT {

    private static final String EVENT = """
            {"client": {"name": "i-0a1b2c3d4e5f60718"},
             "check": {"name": "keepalive", "status": 2, "handlers": ["ec2", "hello"]}}
            """;

    @TempDir
    private Path directory;

    @Test
    void thePluginIsNotOnTheHostsClassPath() {
        assertThatThrownBy(() -> Class.forName("io.sensuhost.ec2.Ec2IntegrationFactory"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("software.amazon.awssdk.services.ec2.Ec2Client"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("com.google.inject.Guice")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theBuiltJarIsListed() throws Exception {
        JsonNode plugin = Program.in(directory).run("plugins").result();

        assertThat(plugin.get("id").asText()).isEqualTo("ec2");
        assertThat(plugin.get("integrations").get(0).asText()).isEqualTo("ec2");
        assertThat(plugin.get("problems")).isEmpty();
    }

    @Test
    void aJarIsCheckedBeforeItIsDroppedIn() throws Exception {
        Path jar = PluginJar.integration("hello", "return null;")
                .entry("org/slf4j/Logger.class", new byte[] {1})
                .without("Plugin-Requires")
                .in(Files.createDirectory(directory.resolve("elsewhere")), "hello.jar");
        Program.Run run = Program.in(directory).run("plugins", "--check", jar.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.result().get("problems").get(0).asText()).contains("set Plugin-Requires");
        assertThat(run.result().get("warnings").get(0).asText()).contains("org.slf4j", "scope provided");
    }

    @Test
    void theBuiltPluginPassesItsCheck() throws Exception {
        Program.Run run = Program.in(directory)
                .run("plugins", "--check", Installation.builtPlugin().toString());

        assertThat(run.code()).isZero();
        assertThat(run.result().get("problems")).isEmpty();
        assertThat(run.result().get("warnings")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello.jar"})
    void aJarOrADirectoryThatOthersMayWriteIsRefusedWithTheMend(String path) throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins")).toRealPath();
        Path jar = PluginJar.integration("hello", "return null;").in(plugins, "hello.jar");
        Path open = plugins.resolve(path);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Program program = Program.in(directory).with("--plugins", plugins.toString());

        Program.Run listed = program.run("plugins");
        Program.Run handled =
                program.run("handle", program.file("event.json", EVENT).toString());

        assertThat(listed.code()).isEqualTo(2);
        assertThat(listed.result().at("/problems/0").asText())
                .isEqualTo("others may write " + open + " (rwxrwxrwx), and so decide what the host runs; chmod go-w "
                        + open);
        assertThat(handled.code()).isEqualTo(2);
        assertThat(handled.out()).isEmpty();
        assertThat(program.run("plugins", "--check", jar.toString()).code()).isEqualTo(2);

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(program.run("plugins").code()).isZero();
    }

    @Test
    void theReferencePageIsWhatThePluginDeclares() throws Exception {
        String page = Program.in(directory).run("plugins", "--reference").out();

        assertThat(Path.of("../docs/reference/ec2.md"))
                .as("made afresh by: host-harness/bin/sensu-host plugins --reference > docs/reference/ec2.md")
                .hasContent(page);
    }

    @Test
    void aDirectoryMayBeCalledLikeACommand() throws Exception {
        Program.Run run = Program.in(directory).run("--plugins", "plugins", "plugins");

        assertThat(run.err()).contains("--plugins plugins: there is no such directory");
    }

    @Test
    void whatIsNoJarCannotBeChecked() throws Exception {
        Program program = Program.in(directory);

        assertThat(program.run(
                                "plugins",
                                "--check",
                                directory.resolve("none.jar").toString())
                        .code())
                .isEqualTo(2);
        assertThat(program.run(
                                "plugins",
                                "--check",
                                program.file("text.jar", "text").toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void withoutTheJarThereIsNoSuchHandlerAndTheResultSaysWhatThereIs() throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        helloIn(plugins);
        Program program =
                Program.in(directory).with("--plugins", plugins.toString()).configured("hello.json", "{\"hello\": {}}");

        JsonNode result = program
                .run("handle", program.file("event.json", EVENT).toString())
                .results()
                .stream()
                .filter(line -> line.get("handler").asText().equals("ec2"))
                .findFirst()
                .orElseThrow();

        assertThat(result.get("status").asText()).isEqualTo("ignored");
        assertThat(result.get("code").asText()).isEqualTo("no_such_handler");
        assertThat(result.get("reason").asText()).contains("'ec2'").contains("hello");
    }

    @Test
    void aBrokenJarStopsNothingElseAndIsNamed() throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        Files.writeString(plugins.resolve("broken.jar"), "not a jar");
        helloIn(plugins);
        Program program =
                Program.in(directory).with("--plugins", plugins.toString()).configured("hello.json", "{\"hello\": {}}");

        Program.Run run =
                program.run("handle", program.file("event.json", EVENT).toString());
        assertThat(run.err()).isEqualTo("");
        assertThat(run.results())
                .anySatisfy(result -> assertThat(result.get("code").asText()).isEqualTo("greeted"));
        Program.Run listed = program.run("plugins");
        assertThat(listed.code()).isEqualTo(2);
        assertThat(listed.results().get(0).get("file").asText()).isEqualTo("broken.jar");
        assertThat(listed.results().get(0).get("problems").get(0).asText()).contains("cannot be read as a jar");
    }

    @Test
    void anIntegrationWhoseJarIsBrokenFailsItsEventsAndTheJarIsNamed() throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        Files.writeString(plugins.resolve("ec2.jar"), "not a jar");
        helloIn(plugins);
        Program program = Program.in(directory)
                .with("--plugins", plugins.toString())
                .configured(
                        "both.json",
                        "{\"hello\": {}, \"ec2\": {}, \"handlers\": {\"ec2\": {\"type\": \"pipe\", \"command\": \"x\"}}}");

        Program.Run run =
                program.run("handle", program.file("event.json", EVENT).toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.results()).anySatisfy(result -> {
            assertThat(result.get("handler").asText()).isEqualTo("ec2");
            assertThat(result.get("status").asText()).isEqualTo("failed");
            assertThat(result.get("code").asText()).isEqualTo("integration_not_started");
            assertThat(result.get("reason").asText()).contains("ec2.jar", "cannot be read as a jar");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"handle", "replay"})
    void whereNoPluginWorksNothingIsHandledAndTheExitCodeIsTwo(String command) throws Exception {
        Path plugins = Files.createDirectories(directory.resolve("plugins"));
        Files.writeString(plugins.resolve("ec2.jar"), "not a jar");

        Program.Run run = Program.in(directory)
                .with("--plugins", plugins.toString())
                .configured("ec2.json", "{\"ec2\": {}}")
                .run(
                        command,
                        Files.writeString(directory.resolve("event.json"), EVENT)
                                .toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(plugins.toString(), "'sensu-host plugins'");
    }

    @Test
    void anIntegrationThatIsPluggedInButNotConfiguredIsNotInUse() throws Exception {
        Program program = Program.in(directory);

        JsonNode result = program.run(
                        "handle", program.file("event.json", EVENT).toString())
                .results()
                .get(0);

        assertThat(result.get("code").asText()).isEqualTo("no_such_handler");
        assertThat(result.get("reason").asText()).contains("{\"ec2\": {}}");
    }

    private static void helloIn(Path plugins) throws IOException {
        PluginJar.integration(
                        "hello",
                        "return CompletableFuture.completedFuture(Result.handled(\"greeted\", \"greeted\", \"hello\"));")
                .in(plugins, "hello.jar");
    }

    @Test
    void anEmptyDirectoryIsSaidToHandleNothing() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));

        Program.Run run =
                Program.in(directory).with("--plugins", plugins.toString()).run("-o", "table", "plugins");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("No plugin jars in " + plugins, "nothing will be handled");
    }
}
