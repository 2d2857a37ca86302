package io.sensuhost.host.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HarnessTest {

    private final PluginUnderTest plugin = PluginUnderTest.of(new InventoryFactory());

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        plugin.close();
    }

    @Test
    void whatTheIntegrationDeregistersIsGone() {
        try (Harness harness = Harness.start(plugin, Map.of("known", List.of("web-1")))) {
            List<Result> results = harness.handleAll(List.of(event("web-1"), event("web-2")));

            assertThat(results).extracting(Result::code).containsExactly("node_known", "node_unknown");
            assertThat(harness.clients()).containsExactly("web-1");
        }
    }

    @Test
    void anEventOfSensuIsReadAsHostsReadIt() {
        try (Harness harness = Harness.start(plugin, Map.of("known", List.of("web-1")))) {
            assertThat(harness.handle(
                                    "{\"client\": {\"name\": \"web-1\"}, \"check\": {\"name\": \"keepalive\", \"status\": 2}}")
                            .code())
                    .isEqualTo("node_known");
            assertThatThrownBy(() -> harness.handle("{}")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theHostsOwnSettingsApply() {
        try (Harness harness = Harness.start(plugin, Map.of("known", List.of(), "dry_run", true))) {
            assertThat(harness.handle(event("web-1")).status()).isEqualTo(Status.HELD);
            assertThat(harness.clients()).containsExactly("web-1");
        }
    }

    @Test
    void otherScopesApplyToo() {
        Map<String, ?> scopes = Map.of(
                "host", Map.of("deregistration_guard", Map.of("min_allowed", 0, "max_fraction", 0)),
                "filters", Map.of("web", Map.of("attributes", Map.of("client", Map.of("role", "web")))));
        try (Harness harness = Harness.start(plugin, Map.of("known", List.of(), "filters", List.of("web")), scopes)) {
            assertThat(harness.handle(event("db-1")).code()).isEqualTo("filtered");
            assertThat(harness.handle(EventBuilder.keepaliveOf("web-1")
                                    .with("role", "web")
                                    .build())
                            .code())
                    .isEqualTo("deregistration_guard");
        }
    }

    @Test
    void wrongSettingsAreAllSaid() {
        assertThatThrownBy(() -> Harness.start(plugin, Map.of("known", List.of(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inventory.known[0]")
                .hasMessageContaining("inventory.known[1]");
    }

    @Test
    void aJarThatIsNoPluginIsSaid() throws Exception {
        Path jar = Files.writeString(directory.resolve("plugin.jar"), "no jar");

        assertThatThrownBy(() -> PluginUnderTest.ofJar(jar))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be read as a jar");
    }

    private static Event event(String client) {
        return EventBuilder.keepaliveOf(client).build();
    }
}
