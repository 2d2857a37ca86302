package io.sensuhost.host.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide for authors shows of the harness, with an integration of the names that it has there. */
final class GuideTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

    private final Inventory inventory = new Inventory(Map.of("known", List.of("web-1")));

    @Test
    void whatItShowsHolds() {
        try (PluginUnderTest plugin = PluginUnderTest.of(new InventoryFactory());
                Harness host = Harness.start(plugin, inventory.settings())) {
            Result result = host.handle(EventBuilder.keepaliveOf("web-2").build());

            assertThat(result.code()).isEqualTo("node_unknown");
            assertThat(host.clients()).isEmpty();
        }
    }

    @Test
    void whatItShowsStandsHere() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/writing-an-integration.md")))
                .results()
                .filter(block -> block.group(1).isEmpty())
                .map(block -> words(block.group(2)))
                .toList();

        assertThat(blocks).hasSize(3);
        assertThat(words(Files.readString(
                        Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"))))
                .contains(blocks.get(0));
        assertThat(blocks.get(1)).contains("<groupId>io.sensuhost</groupId>", "<artifactId>host-testkit</artifactId>");
        assertThat(blocks.get(2)).contains("-Dsensu-host.plugin=");
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private record Inventory(Map<String, Object> settings) {}
}
