package io.sensuhost.ec2.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found wrong in a configuration, and what is read from a right one. */
class SettingsTest {

    private static final Set<String> REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1", "cn-north-1");
    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";

    @Test
    void anEmptyScopeIsAWholeConfiguration() {
        Ec2Settings settings = Ec2Settings.of(Declarations.SETTINGS.read("ec2", Map.of()));

        assertThat(problems(Map.of())).isEmpty();
        assertThat(settings)
                .isEqualTo(new Ec2Settings(
                        "us-east-1",
                        new Keys.DefaultChain(),
                        settings.allowed(),
                        Duration.ofSeconds(10),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        true));
        assertThat(settings.allowed().names()).containsExactly("running");
    }

    @Test
    void everySettingIsRead() {
        Ec2Settings settings = Ec2Settings.of(Declarations.SETTINGS.read(
                "ec2",
                Map.of(
                        "endpoint", "https://ec2.example:8443",
                        "sts_endpoint", "https://sts.example",
                        "fips", true,
                        "dual_stack", true,
                        "require_witness", false,
                        "access_key_id", "AKID",
                        "secret_access_key", "hush")));

        assertThat(settings.endpoint()).contains(URI.create("https://ec2.example:8443"));
        assertThat(settings.stsEndpoint()).contains(URI.create("https://sts.example"));
        assertThat(settings.fips()).isTrue();
        assertThat(settings.dualStack()).isTrue();
        assertThat(settings.witnessRequired()).isFalse();
        assertThat(settings.keys()).isEqualTo(new Keys.Pair("AKID", "hush"));
        assertThat(settings.toString()).doesNotContain("AKID", "hush");
    }

    @Test
    void allMistakesComeInOneReport() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("regoin", "us-west-2");
        settings.put("region", "us_west_2");
        settings.put("timeout", 0.5);
        settings.put("access_key_id", 42);
        settings.put("allowed_instance_states", List.of("runing", "stopped"));
        settings.put("endpoint", "ec2.example");
        settings.put("fips", "yes");
        settings.put(
                "accounts",
                List.of(
                        Map.of("name", "a", "role_arn", "arn:aws:iam::1111:role/x"),
                        Map.of("role_arn", ARN, "external_id", "x", "session_name", "a b", "duration", 60)));

        assertThat(Declarations.SETTINGS.check(settings))
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "regoin: is unknown and has no effect; did you mean 'region'?",
                        "region: must be the name of a region, such as eu-west-1, but is \"us_west_2\"",
                        "timeout: must be a number of seconds from 1 to 300, but is 0.5",
                        "access_key_id: must be a string that is not blank; what it is is not shown, since it is a"
                                + " secret",
                        "allowed_instance_states[0]: must be one of pending, running, rebooting, stopping, stopped,"
                                + " shutting-down, terminated, but is \"runing\"; did you mean 'running'?",
                        "endpoint: must be a URL such as https://host.example:8443, without user and password, but is"
                                + " \"ec2.example\"",
                        "fips: must be true or false, but is \"yes\"",
                        "accounts[0].role_arn: must be the ARN of a role, such as"
                                + " arn:aws:iam::111111111111:role/cross-account-readonly, with an account number of 12"
                                + " digits, but is \"arn:aws:iam::1111:role/x\"",
                        "accounts[1].external_id: must be an external id of 2 to 1224 characters"
                                + "; what it is is not shown, since it is a secret",
                        "accounts[1].session_name: must be 2 to 64 letters, digits or +=,.@-, but is \"a b\"",
                        "accounts[1].duration: must be a number of seconds from 900 to 43200, but is 60",
                        "accounts[1].name: is missing; it must be a string that is not blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111111111111:role/cross-account-readonly",
                "arn:aws-cn:iam::111111111111:role/path/to/role",
                "arn:aws-us-gov:iam::111111111111:role/a+b=c,d.e@f-g_h"
            })
    void theArnsOfEveryPartitionAreRight(String arn) {
        assertThat(Declarations.SETTINGS.check(Map.of("accounts", List.of(Map.of("name", "a", "role_arn", arn)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111111111111:user/me",
        "arn:aws:iam::11111111111:role/x",
        "arn:aws:iam:us-east-1:111111111111:role/x",
        "arn:aws:iam::111111111111:role/",
        "role/x"
    })
    void otherArnsAreNot(String arn) {
        assertThat(Declarations.SETTINGS.check(Map.of("accounts", List.of(Map.of("name", "a", "role_arn", arn)))))
                .extracting(Problem::path)
                .containsExactly("accounts[0].role_arn");
    }

    @ParameterizedTest
    @CsvSource({"access_key_id, secret_access_key", "secret_access_key, access_key_id"})
    void halfAPairOfKeysIsAMistake(String there, String missing) {
        assertThat(problems(Map.of(there, "x")))
                .containsExactly(
                        "ERROR %s: needs %s beside it; without either, AWS's default chain finds the credentials"
                                .formatted(there, missing));
    }

    @ParameterizedTest
    @CsvSource({"REDACTED, x", "x, REDACTED"})
    void redactedKeysAreAMistake(String id, String secret) {
        assertThat(problems(Map.of("access_key_id", id, "secret_access_key", secret)))
                .containsExactly(
                        "ERROR secret_access_key: is the word REDACTED, or access_key_id is: put the real keys in their"
                                + " place");
    }

    @Test
    void aListWithoutStatesIsAMistake() {
        assertThat(problems(Map.of("allowed_instance_states", List.of())))
                .containsExactly(
                        "ERROR allowed_instance_states: must name a state; with none, every client that falls silent"
                                + " would be deregistered");
    }

    @Test
    void rebootingWithoutRunningIsAWarning() {
        assertThat(problems(Map.of("allowed_instance_states", List.of("rebooting"))))
                .containsExactly(
                        "WARNING allowed_instance_states: allows rebooting and so running too, since EC2 reports a"
                                + " rebooting instance as running");
    }

    @Test
    void aRegionThatTheSdkDoesNotKnowIsAWarning() {
        assertThat(problems(Map.of(
                        "region",
                        "us-wset-2",
                        "accounts",
                        List.of(
                                Map.of("name", "a", "role_arn", ARN, "region", "eu-west-1"),
                                Map.of("name", "b", "role_arn", ARN, "region", "zz-moon-9")))))
                .containsExactly(
                        "WARNING region: is 'us-wset-2', which this version does not know; did you mean 'us-west-2'?",
                        "WARNING accounts[1].region: is 'zz-moon-9', which this version does not know");
    }

    @Test
    void accountsOfOneNameAreAMistake() {
        Map<String, String> account = Map.of("name", "a", "role_arn", ARN);

        assertThat(problems(Map.of("accounts", List.of(account, Map.of("name", "b", "role_arn", ARN), account))))
                .containsExactly(
                        "ERROR accounts[2].name: is 'a', as an earlier account's is: give each a name of its own");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::111111111111:role/x, us-west-2, aws-cn, aws",
        "arn:aws:iam::111111111111:role/x, cn-north-1, aws, aws-cn",
        "arn:aws:iam::111111111111:role/x, us-gov-west-1, aws, aws-us-gov",
        "arn:aws-us-gov:iam::111111111111:role/x, cn-north-1, aws-us-gov, aws-cn"
    })
    void aRoleOfAnotherPartitionThanTheRegionIsAWarning(String arn, String region, String ofRole, String ofRegion) {
        assertThat(problems(Map.of("region", region, "accounts", List.of(Map.of("name", "a", "role_arn", arn)))))
                .contains("WARNING accounts[0].role_arn: is of partition " + ofRole + ", but region " + region
                        + " is of " + ofRegion + ", where it cannot be assumed; give the account a region of its own");
        assertThat(problems(Map.of("accounts", List.of(Map.of("name", "a", "role_arn", arn, "region", region)))))
                .anyMatch(problem -> problem.startsWith("WARNING accounts[0].role_arn: is of partition"));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::111111111111:role/x, cn-north-1",
        "arn:aws-us-gov:iam::111111111111:role/x, us-gov-west-1",
        "arn:aws:iam::111111111111:role/x, us-west-2"
    })
    void aRoleOfTheRegionsPartitionIsRight(String arn, String region) {
        assertThat(problems(Map.of("accounts", List.of(Map.of("name", "a", "role_arn", arn, "region", region)))))
                .noneMatch(problem -> problem.contains("partition"));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, true", "3.001, false", "10, false"})
    void aTimeoutThatNeverLetsAnAbsenceBeProvenIsAWarning(double timeout, boolean warned) {
        assertThat(problems(Map.of("timeout", timeout)))
                .isEqualTo(
                        warned
                                ? List.of("WARNING timeout: is too short for an absence ever to be proven, which takes"
                                        + " two answers of EC2 3 s apart")
                                : List.of());
    }

    @Test
    void secretsAreDeclaredSo() {
        assertThat(Stream.of(Declarations.SETTINGS, Declarations.CLIENT)
                        .flatMap(schema -> schema.attributes().stream())
                        .filter(Attribute::secret)
                        .map(Attribute::name))
                .containsExactly("access_key_id", "secret_access_key", "access_key_id", "secret_access_key");
    }

    @Test
    void everyAttributeIsDescribed() {
        assertThat(Stream.of(Declarations.SETTINGS, Declarations.CLIENT)
                        .flatMap(schema -> schema.attributes().stream())
                        .map(Attribute::description))
                .noneMatch(String::isBlank);
    }

    private static List<String> problems(Map<String, ?> settings) {
        return Consistency.check(Declarations.SETTINGS.read("ec2", settings), REGIONS).stream()
                .map(problem -> problem.severity() + " " + problem)
                .toList();
    }
}
