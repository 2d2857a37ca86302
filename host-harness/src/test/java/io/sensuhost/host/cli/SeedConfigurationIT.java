package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations and clients of Sensu Enterprise's own guide to its EC2 integration, as it has them. */
final class SeedConfigurationIT {

    private static final String WITH_KEYS = """
            {
              "ec2": {
                "region": "us-west-2",
                "access_key_id": "AlygD0X6Z4Xr2m3gl70J",
                "secret_access_key": "y9Jt5OqNOqdy5NCFjhcUsHMb6YqSbReLAJsy4d6obSZIWySv",
                "allowed_instance_states": ["running"],
                "timeout": 10
              }
            }
            """;

    private static final String WITH_ACCOUNTS = """
            {
              "ec2": {
                "accounts": [
                  {
                    "name": "sensu-testing",
                    "role_arn": "arn:aws:iam::111111111111:role/cross-account-readonly"
                  }
                ]
              }
            }
            """;

    private static final String CLIENT = """
            {
              "client": {
                "name": "i-424242",
                "...": "...",
                "keepalive": {
                  "handlers": [
                    "ec2"
                  ]
                },
                "ec2": {
                  "instance_id": "i-424242",
                  "allowed_instance_states": [
                    "running",
                    "rebooting"
                  ]
                }
              }
            }
            """;

    private static final String CLIENT_OF_AN_ACCOUNT =
            CLIENT.replace("\"instance_id\"", "\"account\": \"sensu-testing\",\n      \"instance_id\"");

    @TempDir
    private Path directory;

    private Emulator emulator;

    @BeforeEach
    void start() {
        emulator = Emulator.start(new World());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void theConfigurationWithKeysIsAcceptedAndItsSecretsAreNotShown() throws Exception {
        Program.Run run =
                Program.in(directory).configured("ec2.json", WITH_KEYS).run("config");

        assertThat(run.code()).isZero();
        assertThat(run.result().get("valid").asBoolean()).isTrue();
        assertThat(run.result().at("/config/ec2/region").asText()).isEqualTo("us-west-2");
        assertThat(run.out())
                .doesNotContain("AlygD0X6Z4Xr2m3gl70J")
                .doesNotContain("y9Jt5OqNOqdy5NCFjhcUsHMb6YqSbReLAJsy4d6obSZIWySv");
    }

    @Test
    void theKeysAndTheRegionOfTheConfigurationAreTheOnesThatAreUsed() throws Exception {
        emulator.world().key("AlygD0X6Z4Xr2m3gl70J", "333333333333");
        emulator.world().fleet("333333333333", "us-west-2").put("i-424242", InstanceState.RUNNING);

        JsonNode result = handled(CLIENT, WITH_KEYS);

        assertThat(result.get("code").asText()).isEqualTo("instance_state_allowed");
        assertThat(result.at("/details/region").asText()).isEqualTo("us-west-2");
    }

    @Test
    void aStateThatIsNotInTheConfigurationIsDeregistered() throws Exception {
        emulator.world().fleet("us-west-2").put("i-424242", InstanceState.STOPPED);

        assertThat(handled(CLIENT, WITH_KEYS).get("action").asText()).isEqualTo("deregistered");
    }

    @Test
    void theStatesOfTheClientReplaceThoseOfTheConfiguration() throws Exception {
        emulator.world().fleet("us-west-2").put("i-424242", InstanceState.STOPPED);

        assertThat(handled(CLIENT.replace("\"rebooting\"", "\"stopped\""), WITH_KEYS)
                        .get("action")
                        .asText())
                .isEqualTo("kept");
    }

    @Test
    void anEmptyScopeIsACompleteConfiguration() throws Exception {
        Program.Run run = Program.in(directory)
                .configured("ec2.json", "{\n  \"ec2\": {}\n}")
                .run("config");

        assertThat(run.code()).isZero();
        assertThat(run.result().get("problems")).isEmpty();
    }

    @Test
    void theRegionIsVirginiaWhereNoneIsNamed() throws Exception {
        emulator.world().fleet("us-east-1").put("i-424242", InstanceState.RUNNING);

        assertThat(handled(CLIENT, "{\"ec2\": {}}").get("action").asText()).isEqualTo("kept");
    }

    @Test
    void theAccountThatAClientNamesIsAskedThroughItsRole() throws Exception {
        emulator.world().role(Role.of("arn:aws:iam::111111111111:role/cross-account-readonly"));
        emulator.world().fleet("111111111111", "us-east-1").put("i-424242", InstanceState.TERMINATED);

        JsonNode result = handled(CLIENT_OF_AN_ACCOUNT, WITH_ACCOUNTS);

        assertThat(result.get("action").asText()).isEqualTo("deregistered");
        assertThat(result.at("/details/account").asText()).isEqualTo("sensu-testing");
        assertThat(emulator.journal().count("AssumeRole")).isEqualTo(1);
    }

    @Test
    void aClientWhoseNameIsItsInstanceIdNeedsNoScopeOfItsOwn() throws Exception {
        emulator.world().fleet("us-west-2").put("i-424242", InstanceState.RUNNING);

        assertThat(handled(
                                "{\"client\": {\"name\": \"i-424242\", \"keepalive\": {\"handlers\": [\"ec2\"]}}}",
                                WITH_KEYS)
                        .get("action")
                        .asText())
                .isEqualTo("kept");
    }

    @Test
    void aClientThatIsKnownByNeitherNameNorIdIsLeftAlone() throws Exception {
        JsonNode result =
                handled("{\"client\": {\"name\": \"web-1\", \"keepalive\": {\"handlers\": [\"ec2\"]}}}", WITH_KEYS);

        assertThat(result.get("status").asText()).isEqualTo("ignored");
        assertThat(result.get("code").asText()).isEqualTo("not_an_instance_id");
    }

    @Test
    void theCommaThatTheGuidesLastClientLacksIsShownExactlyWhereItBelongs() throws Exception {
        String withoutComma = CLIENT_OF_AN_ACCOUNT.replace("\"sensu-testing\",", "\"sensu-testing\"");

        Program.Run run =
                Program.in(directory).configured("client.json", withoutComma).run("config");

        JsonNode problem = run.result().get("problems").get(0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(problem.get("file").asText()).endsWith("client.json");
        assertThat(problem.get("line").asInt()).isEqualTo(lineOf(withoutComma, "\"instance_id\""));
        assertThat(problem.get("message").asText())
                .contains("a comma is missing before \"instance_id\": it belongs at line "
                        + lineOf(withoutComma, "\"account\"") + ", column 33")
                .contains("^ here");
    }

    @Test
    void theClientsAreAcceptedInTheConfigurationOfAnAgentToo() throws Exception {
        assertThat(Program.in(directory)
                        .configured("client.json", CLIENT)
                        .run("config")
                        .code())
                .isZero();
    }

    private JsonNode handled(String client, String configuration) throws IOException {
        ObjectNode pointed = (ObjectNode) Program.JSON.readTree(configuration);
        String endpoint = emulator.endpoint().toString();
        pointed.withObject("ec2").put("endpoint", endpoint).put("sts_endpoint", endpoint);
        if (!pointed.get("ec2").has("access_key_id")) {
            pointed.withObject("ec2")
                    .put("access_key_id", "AKIAIOSFODNN7EXAMPLE")
                    .put("secret_access_key", "s");
        }
        ObjectNode event = (ObjectNode) Program.JSON.readTree(client);
        event.set("check", Program.JSON.readTree("{\"name\": \"keepalive\", \"status\": 2}"));
        Program program = Program.in(directory).configured("ec2.json", pointed.toString());
        return program.run(
                        "handle", program.file("event.json", event.toString()).toString())
                .result();
    }

    private static int lineOf(String text, String word) {
        return (int) text.substring(0, text.indexOf(word))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }
}
