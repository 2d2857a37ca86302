package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.event.EventDecoder;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as a Sensu server sends them, through the built plugin. */
final class RecordedEventsIT {

    private static final String ACCOUNTS = """
            {"ec2": {"accounts": [{"name": "orchard", "role_arn": "arn:aws:iam::444444444444:role/reader"}]}}
            """;

    @TempDir
    private Path directory;

    @Test
    void anEventWhoseClientNamesAnAccountIsHandledAlthoughItsKeysAreRedacted() throws Exception {
        JsonNode result = handled("core-critical.json", ACCOUNTS);

        assertThat(result.get("code").asText()).isEqualTo("instance_state_not_allowed");
        assertThat(result.get("action").asText()).isEqualTo("deregistered");
        assertThat(result.at("/details/region").asText()).isEqualTo("eu-central-1");
        assertThat(result.at("/details/account").asText()).isEqualTo("orchard");
    }

    @Test
    void theSameWithoutSuchAnAccountFails() throws Exception {
        assertThat(handled("core-critical.json", "{\"ec2\": {}}").get("code").asText())
                .isEqualTo("unknown_account");
    }

    @Test
    void theResolveThatFollowsADeletionIsIgnored() throws Exception {
        assertThat(handled("core-resolved-by-deletion.json", ACCOUNTS)
                        .get("code")
                        .asText())
                .isEqualTo("event_resolved");
    }

    @Test
    void aHandlerThatIsNotHereIsNamed() throws Exception {
        for (String file : new String[] {"core-warning.json", "core-silenced.json", "core-registration.json"}) {
            JsonNode result = handled(file, ACCOUNTS);

            assertThat(result.get("status").asText()).isEqualTo("ignored");
            assertThat(result.get("code").asText()).isEqualTo("no_such_handler");
        }
    }

    @Test
    void aMetricThatIsSentHereByMistakeIsNotAKeepalive() throws Exception {
        assertThat(handled("core-metric.json", "{\"ec2\": {\"severities\": [\"ok\"]}}", "--handler", "ec2")
                        .get("code")
                        .asText())
                .isEqualTo("not_a_keepalive");
    }

    @Test
    void aSilencedEventIsLeftAlone() throws Exception {
        assertThat(handled("core-silenced.json", ACCOUNTS, "--handler", "ec2")
                        .get("code")
                        .asText())
                .isEqualTo("silenced");
    }

    private JsonNode handled(String recorded, String configuration, String... options) throws Exception {
        try (Emulator emulator = Emulator.start(new World());
                InputStream event = EventDecoder.class.getResourceAsStream(recorded)) {
            emulator.world().role(Role.of("arn:aws:iam::444444444444:role/reader"));
            emulator.world().fleet("444444444444", "eu-central-1").put("i-0f1e2d3c4b5a69788", InstanceState.TERMINATED);
            Program program =
                    Program.in(directory).configured("ec2.json", configuration).asking(emulator);
            String file = program.file("event.json", new String(event.readAllBytes(), StandardCharsets.UTF_8))
                    .toString();
            String[] command = new String[options.length + 2];
            command[0] = "handle";
            System.arraycopy(options, 0, command, 1, options.length);
            command[command.length - 1] = file;
            return program.run(command).result();
        }
    }
}
