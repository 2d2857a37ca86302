package io.sensuhost.host.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worlds written down as JSON. */
class WorldReaderTest {

    @Test
    void everythingCanBeSaid() {
        World world = read("""
                {"home_account": "222222222222", "strict_keys": true,
                 "keys": {"AKIDSENSU": "222222222222"},
                 "instances": [{"id": "i-424242", "region": "us-west-2", "account": "111111111111",
                                "zone": "us-west-2c", "state": "shutting-down", "managed": true,
                                "tags": {"Name": "web-1"}}],
                 "roles": [{"arn": "arn:aws:iam::111111111111:role/readonly", "external_id": "eleven",
                            "trusted": ["222222222222"], "max_session_duration": 7200}]}
                """);

        assertThat(world.accountOf("AKIDSENSU")).hasValue("222222222222");
        assertThat(world.accountOf("AKIDOTHER")).isEmpty();
        assertThat(world.fleet("111111111111", "us-west-2").find("i-424242")).hasValueSatisfying(instance -> {
            assertThat(instance.zone()).isEqualTo("us-west-2c");
            assertThat(instance.state()).isEqualTo(InstanceState.SHUTTING_DOWN);
            assertThat(instance.managed()).isTrue();
            assertThat(instance.tags()).isEqualTo(Map.of("Name", "web-1"));
        });
        assertThat(world.role("arn:aws:iam::111111111111:role/readonly")).hasValueSatisfying(role -> {
            assertThat(role.admits("222222222222", "eleven")).isTrue();
            assertThat(role.admits("222222222222", "twelve")).isFalse();
            assertThat(role.admits("333333333333", "eleven")).isFalse();
            assertThat(role.maxSession()).isEqualTo(Duration.ofHours(2));
        });
    }

    @Test
    void anIdIsEnoughForAnInstance() {
        World world = read("{\"instances\": [{\"id\": \"i-424242\"}]}");

        assertThat(world.fleet("us-east-1").find("i-424242")).hasValueSatisfying(instance -> {
            assertThat(instance.zone()).isEqualTo("us-east-1a");
            assertThat(instance.state()).isEqualTo(InstanceState.RUNNING);
            assertThat(instance.managed()).isFalse();
        });
        assertThat(world.accountOf("AKIDANY")).hasValue(world.homeAccount());
    }

    @Test
    void anEmptyObjectIsAnEmptyWorld() {
        assertThat(read("{}").fleet("us-east-1").after("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the world must be an object, not []",
                "{'instancs': []} | instancs is not known; known are instances, roles, keys, home_account, strict_keys",
                "{'instances': {}} | instances must be an array, not {}",
                "{'instances': [7]} | instances[0] must be an object, not 7",
                "{'instances': [{}]} | instances[0].id is missing; it looks like i-0123456789abcdef0",
                "{'instances': [{'id': 7}]} | instances[0].id must be a string, not 7",
                "{'instances': [{'id': 'i-1', 'state': 'rebooting'}]} |"
                        + " instances[0].state: \"rebooting\" is not a state;"
                        + " it must be one of pending, running, shutting-down, terminated, stopping, stopped",
                "{'instances': [{'id': 'i-1', 'account': '7'}]} | instances[0].account: \"7\" is not an account id;"
                        + " one has 12 digits",
                "{'instances': [{'id': 'i-1', 'zone': 'eu-west-1a'}]} |"
                        + " instances[0].zone: i-1: zone eu-west-1a is not in"
                        + " us-east-1; a zone there is us-east-1a",
                "{'instances': [{'id': 'i-1', 'managed': 'yes'}]} |"
                        + " instances[0].managed must be true or false, not \"yes\"",
                "{'instances': [{'id': 'i-1', 'tags': {'Name': 1}}]} | instances[0].tags.Name must be a string, not 1",
                "{'roles': [{'arn': 'readonly'}]} | roles[0].arn: \"readonly\" is not the ARN of a role; one looks like"
                        + " arn:aws:iam::111111111111:role/cross-account-readonly",
                "{'roles': [{'name': 'a'}]} | roles[0].name is not known; known are arn, trusted, external_id,"
                        + " max_session_duration",
                "{'keys': {'AKID': 'me'}} | keys.AKID: \"me\" is not an account id; one has 12 digits",
                "{'home_account': 'me'} | home_account: \"me\" is not an account id; one has 12 digits",
            })
    void aMistakeIsToldWithItsPathAndWhatWouldBeRight(String json, String message) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> read("""
                        {"instances": [{"id": "i-1", "state": "gone"}, {"id": "i-2", "zones": "a"}], "keys": []}
                        """)).message().hasLineCount(3);
    }

    private static World read(String json) {
        try {
            return World.fromJson(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
