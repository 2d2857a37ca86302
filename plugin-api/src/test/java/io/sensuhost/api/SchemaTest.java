package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTest {

    private static final Schema SCHEMA = Schema.of(
            Attribute.text("region", "[a-z-]+\\d", "a region such as eu-west-1"),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofSeconds(60)),
            Attribute.flag("dry_run"),
            Attribute.texts("states", "running", "stopped"),
            Attribute.url("endpoint"),
            Attribute.text("secret_access_key").asSecret(),
            Attribute.nested("ssl", Schema.of(Attribute.text("keystore_file").asRequired())),
            Attribute.objects("accounts", Schema.of(Attribute.text("name").asRequired())));

    @Test
    void rightSettingsHaveNoProblems() {
        assertThat(SCHEMA.check(Map.of(
                        "region",
                        "eu-west-1",
                        "timeout",
                        2.5,
                        "dry_run",
                        true,
                        "states",
                        List.of("running"),
                        "endpoint",
                        "http://127.0.0.1:4566",
                        "ssl",
                        Map.of("keystore_file", "/k"),
                        "accounts",
                        List.of(Map.of("name", "a")))))
                .isEmpty();
    }

    @Test
    void allMistakesAreSaidAtOnceEachWithItsPath() {
        List<Problem> problems = SCHEMA.check(Map.of(
                "region",
                "Frankfurt",
                "timeout",
                61,
                "dry_run",
                "yes",
                "states",
                List.of("running", "runing", 7),
                "endpoint",
                "ftp://host",
                "ssl",
                Map.of(),
                "accounts",
                Arrays.asList(Map.of("name", "a"), Map.of(), "b")));

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "region: must be a region such as eu-west-1, but is \"Frankfurt\"",
                        "timeout: must be a number of seconds from 1 to 60, but is 61",
                        "dry_run: must be true or false, but is \"yes\"",
                        "states[1]: must be one of running, stopped, but is \"runing\"; did you mean 'running'?",
                        "states[2]: must be one of running, stopped, but is 7",
                        "endpoint: must be a URL such as https://host.example:8443, without user and password, but is"
                                + " \"ftp://host\"",
                        "ssl.keystore_file: is missing; it must be a string that is not blank",
                        "accounts[1].name: is missing; it must be a string that is not blank",
                        "accounts[2]: must be an object, but is \"b\"");
    }

    @Test
    void anUnknownAttributeIsAWarningThatSaysWhatWasMeant() {
        assertThat(SCHEMA.check(Map.of("regoin", "eu-west-1")))
                .containsExactly(Problem.warning("regoin", "is unknown and has no effect; did you mean 'region'?"));
    }

    @Test
    void theValueOfASecretIsInNoMessage() {
        assertThat(SCHEMA.check(Map.of("secret_access_key", List.of("hunter2"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }

    @Test
    void aUrlMayNotCarryCredentialsAndTheyAreInNoMessage() {
        assertThat(SCHEMA.check(Map.of("endpoint", "https://user:pass@host/")))
                .extracting(Problem::message)
                .containsExactly("must be a URL such as https://host.example:8443, without user and password, but is"
                        + " \"https://REDACTED@host/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host name/", "https:///path", "host"})
    void aUrlHasASchemeAndAHost(String url) {
        assertThat(SCHEMA.check(Map.of("endpoint", url))).hasSize(1);
    }

    @Test
    void ofManyErrorsTheFirstTenAreSaidAndTheOthersCounted() {
        assertThat(IntegrationException.of(problems(10)).getMessage())
                .endsWith("p9: wrong")
                .doesNotContain("more");
        assertThat(IntegrationException.of(problems(12)).getMessage()).endsWith("p9: wrong; and 2 more");
    }

    private static List<Problem> problems(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Problem.error("p" + i, "wrong"))
                .toList();
    }

    @Test
    void aLongValueIsNotShownAsAWhole() {
        assertThat(Attribute.show("x".repeat(80))).hasSize(82).doesNotContain("…");
        assertThat(Attribute.show("x".repeat(81))).hasSize(83).endsWith("…\"");
    }

    @Test
    void nullIsNoValueOfAnyType() {
        Map<String, Object> nulls = new HashMap<>();
        SCHEMA.attributes().forEach(attribute -> nulls.put(attribute.name(), null));

        assertThat(SCHEMA.check(nulls)).hasSize(SCHEMA.attributes().size()).allMatch(Problem::isError);
    }

    @Test
    void settingsThatAreNoObjectAreOneMistake() {
        assertThat(SCHEMA.check(List.of())).containsExactly(Problem.error("", "must be an object, but is an array"));
    }

    @Test
    void readingWrongSettingsSaysEveryErrorWithThePathFromTheTop() {
        assertThatThrownBy(() -> SCHEMA.read("client.ec2", Map.of("timeout", 0, "dry_run", 1)))
                .isInstanceOf(IntegrationException.class)
                .hasMessageContaining("client.ec2.timeout: must be")
                .hasMessageContaining("client.ec2.dry_run: must be")
                .extracting(e -> ((IntegrationException) e).kind())
                .isEqualTo(IntegrationException.Kind.SETTINGS);
    }

    @Test
    void aNameCannotBeDeclaredTwice() {
        assertThatThrownBy(() -> SCHEMA.and(Schema.of(Attribute.flag("dry_run"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dry_run");
    }

    @Test
    void aDefaultHasToBeRightItself() {
        assertThatThrownBy(() -> Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofSeconds(5))
                        .byDefault(6))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
