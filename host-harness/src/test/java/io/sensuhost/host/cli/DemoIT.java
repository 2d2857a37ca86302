package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class DemoIT {

    @TempDir
    private Path directory;

    @Test
    void everyClientOfTheDemoMeetsItsFate() throws Exception {
        Program.Run run = Program.in(directory).run("demo");

        assertThat(run.code()).isZero();
        assertThat(run.results().stream()
                        .collect(Collectors.toMap(
                                result -> result.get("client").asText(),
                                result -> result.get("code").asText())))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("web-1", "instance_state_allowed"),
                        Map.entry("web-2", "instance_state_not_allowed"),
                        Map.entry("web-3", "instance_state_not_allowed"),
                        Map.entry("web-4", "instance_absent"),
                        Map.entry("batch-1", "instance_state_allowed"),
                        Map.entry("i-424242", "instance_state_allowed"),
                        Map.entry("eu-1", "instance_state_allowed"),
                        Map.entry("partner-1", "instance_state_not_allowed"),
                        Map.entry("partner-2", "unknown_account"),
                        Map.entry("astray-1", "absence_unproven"),
                        Map.entry("sa-1", "throttled"),
                        Map.entry("router-1", "not_an_instance_id"),
                        Map.entry("web-5", "event_resolved")));
    }
}
