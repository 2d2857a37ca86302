package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.puppet.suite.FakePuppetDb;
import io.sensuhost.puppet.suite.PuppetContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract with the Puppet integration's built jar, through the loader that a host uses, and the program too. */
final class PuppetBuiltJarIT extends PuppetContract {

    @TempDir
    private static Path directory;

    private static Plugins plugins;

    @BeforeAll
    static void load() throws Exception {
        Path jar = Path.of(System.getProperty("puppet-integration.jar"));
        Files.copy(jar, Files.createDirectories(directory.resolve("plugins")).resolve(jar.getFileName()));
        plugins = Plugins.load(PluginSources.in(directory.resolve("plugins")));
    }

    @AfterAll
    static void unload() {
        plugins.close();
    }

    @Override
    protected IntegrationFactory factory() {
        return plugins.factories().get(0);
    }

    @Test
    void theProgramDeregistersTheClientWhoseNodePuppetDbDoesNotKnow() throws Exception {
        try (FakePuppetDb puppetDb = FakePuppetDb.start().with("db-1")) {
            Program program = Program.in(directory)
                    .with("--plugins", directory.resolve("plugins").toString())
                    .configured("puppet.json", "{\"puppet\": {\"endpoint\": \"%s\"}}".formatted(puppetDb.url()));
            Path events = program.file("events.ndjson", event("db-1") + "\n" + event("web-1"));

            List<JsonNode> results = program.run("replay", events.toString()).results();

            assertThat(codeOf("db-1", results)).isEqualTo("node_active");
            assertThat(codeOf("web-1", results)).isEqualTo("node_unknown");
        }
    }

    private static String codeOf(String client, List<JsonNode> results) {
        return results.stream()
                .filter(result -> result.path("client").asText().equals(client))
                .map(result -> result.path("code").asText())
                .findFirst()
                .orElseThrow();
    }

    private static String event(String client) {
        return """
               {"client": {"name": "%s"}, "check": {"name": "keepalive", "status": 2, "handlers": ["puppet"]}}""".formatted(client);
    }
}
