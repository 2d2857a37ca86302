package io.sensuhost.ec2.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.ec2.decision.Code;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {

    private static final String WEB = "i-0a1b2c3d4e5f60718";
    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";
    private static final Map<String, Object> SETTINGS = Map.of(
            "region",
            "us-west-2",
            "timeout",
            7.5,
            "allowed_instance_states",
            List.of("running", "pending"),
            "accounts",
            List.of(
                    Map.of("name", "plain", "role_arn", ARN),
                    Map.of(
                            "name", "abroad",
                            "role_arn", "arn:aws:iam::222222222222:role/readonly",
                            "external_id", "hush-hush",
                            "region", "eu-west-1",
                            "session_name", "us",
                            "duration", 900)));

    @Test
    void aClientWithoutAScopeHasTheSettings() throws NoTarget {
        Target target = targets(SETTINGS).of(EventBuilder.keepaliveOf(WEB).client());

        assertThat(target.instanceId()).isEqualTo(WEB);
        assertThat(target.allowed().names()).containsExactly("running", "pending");
        assertThat(target.timeout()).isEqualTo(Duration.ofMillis(7500));
        assertThat(target.access().region()).isEqualTo("us-west-2");
        assertThat(target.access().account()).isEmpty();
        assertThat(target.access().keys()).isEqualTo(new Keys.DefaultChain());
        assertThat(target.access().place()).isEqualTo("us-west-2");
        assertThat(target.access().accountName()).isEqualTo("own");
        assertThat(target.access().secrets()).isEmpty();
    }

    @Test
    void eachOfAClientsAttributesReplacesTheSetting() throws NoTarget {
        Target target = of(Map.of(
                "instance_id", "i-0123abcd",
                "region", "ap-south-1",
                "timeout", 3,
                "allowed_instance_states", List.of("stopped"),
                "access_key_id", "AKID",
                "secret_access_key", "hush"));

        assertThat(target.instanceId()).isEqualTo("i-0123abcd");
        assertThat(target.allowed().names()).containsExactly("stopped");
        assertThat(target.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(target.access().region()).isEqualTo("ap-south-1");
        assertThat(target.access().keys()).isEqualTo(new Keys.Pair("AKID", "hush"));
        assertThat(target.access().secrets()).containsExactly("AKID", "hush");
    }

    @Test
    void theRegionIsTheClientsThenTheAccountsThenTheSettings() throws NoTarget {
        assertThat(of(Map.of("account", "abroad", "region", "ap-south-1"))
                        .access()
                        .region())
                .isEqualTo("ap-south-1");
        assertThat(of(Map.of("account", "abroad")).access().region()).isEqualTo("eu-west-1");
        assertThat(of(Map.of("account", "plain")).access().region()).isEqualTo("us-west-2");
    }

    @Test
    void anAccountIsFoundByNameOrByRole() throws NoTarget {
        Access byName = of(Map.of("account", "plain")).access();
        Access byRole = of(Map.of("role_arn", ARN)).access();

        assertThat(byName).isEqualTo(byRole);
        assertThat(byName.place()).isEqualTo("us-west-2, account plain");
        assertThat(byName.accountName()).isEqualTo("plain");
        assertThat(of(Map.of("account", "plain", "role_arn", ARN)).access()).isEqualTo(byName);
    }

    @Test
    void anAccountHasDefaultsForItsSession() throws NoTarget {
        assertThat(of(Map.of("account", "plain")).access().account().orElseThrow())
                .extracting(Account::sessionName, Account::duration)
                .containsExactly("sensu-host", Duration.ofHours(1));
        assertThat(of(Map.of("account", "abroad")).access().account().orElseThrow())
                .extracting(Account::sessionName, Account::duration)
                .containsExactly("us", Duration.ofMinutes(15));
        assertThat(of(Map.of("account", "abroad")).access().secrets()).containsExactly("hush-hush");
    }

    @ParameterizedTest
    @CsvSource({"59, 59", "60, 60", "61, 60", "86400, 60"})
    void aClientsTimeoutIsCapped(int wanted, int granted) throws NoTarget {
        assertThat(of(Map.of("timeout", wanted)).timeout()).isEqualTo(Duration.ofSeconds(granted));
    }

    @Test
    void theSettingsTimeoutIsNotCapped() throws NoTarget {
        assertThat(targets(Map.of("timeout", 300)).of(client(Map.of())).timeout())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theClientsKeysComeBeforeTheSettingsEvenForARole() throws NoTarget {
        Map<String, Object> settings = new LinkedHashMap<>(SETTINGS);
        settings.putAll(Map.of("access_key_id", "AKIDOURS", "secret_access_key", "ours"));

        assertThat(targets(settings)
                        .of(client(Map.of("account", "plain")))
                        .access()
                        .keys())
                .isEqualTo(new Keys.Pair("AKIDOURS", "ours"));
        assertThat(targets(settings)
                        .of(client(Map.of(
                                "account", "plain", "access_key_id", "AKIDTHEIRS", "secret_access_key", "theirs")))
                        .access()
                        .keys())
                .isEqualTo(new Keys.Pair("AKIDTHEIRS", "theirs"));
        assertThat(targets(settings)
                        .of(client(Map.of("account", "plain", "access_key_id", "REDACTED", "secret_access_key", "x")))
                        .access()
                        .keys())
                .isEqualTo(new Keys.Pair("AKIDOURS", "ours"));
    }

    @ParameterizedTest
    @CsvSource({"REDACTED, REDACTED", "AKID, REDACTED", "REDACTED, hush", "AKID,", ", hush"})
    void keysThatCannotBeUsedAreAMistakeWithoutAnAccount(String id, String secret) {
        Map<String, Object> scope = new LinkedHashMap<>();
        if (id != null) {
            scope.put("access_key_id", id);
        }
        if (secret != null) {
            scope.put("secret_access_key", secret);
        }

        assertRefused(
                scope,
                Code.INVALID_CLIENT_SETTINGS,
                "client.ec2.access_key_id and secret_access_key: must both be there and not be redacted; a Sensu"
                        + " client redacts them before it sends them, so name the role in ec2.accounts of the server"
                        + " and give the client its name as ec2.account");
    }

    @Test
    void anAccountThatIsNotThereIsNamedWithThoseThatAre() {
        assertRefused(
                Map.of("account", "plan"),
                Code.UNKNOWN_ACCOUNT,
                "account 'plan' is none of ec2.accounts (plain, abroad); did you mean 'plain'?");
        assertRefused(
                Map.of("account", "x".repeat(100)),
                Code.UNKNOWN_ACCOUNT,
                "account '" + "x".repeat(80) + "…' is none of ec2.accounts (plain, abroad)");
        assertRefused(
                Map.of("account", "plain", "role_arn", "arn:aws:iam::333333333333:role/other"),
                Code.UNKNOWN_ACCOUNT,
                "account 'arn:aws:iam::333333333333:role/other' is none of ec2.accounts (plain, abroad)");
        assertThatThrownBy(() -> targets(Map.of()).of(client(Map.of("account", "plain"))))
                .hasMessage("account 'plain' is none of ec2.accounts (there are none)");
    }

    @Test
    void anInstanceIdThatIsNoneIsAMistakeAndANameIsNot() {
        assertRefused(
                Map.of("instance_id", "web-1"),
                Code.INVALID_CLIENT_SETTINGS,
                "client.ec2.instance_id: must be an instance id such as i-0a1b2c3d4e5f60718, but is \"web-1\"");
        NoTarget ignored = catchThrowableOfType(
                NoTarget.class,
                () -> targets(SETTINGS).of(EventBuilder.keepaliveOf("web-1").client()));
        assertThat(ignored.code()).isEqualTo(Code.NOT_AN_INSTANCE_ID);
        assertThat(ignored).hasMessageContaining("no instance id").hasMessageContaining("no ec2.instance_id");
    }

    @Test
    void everyMistakeOfAClientIsSaidAtOnce() {
        NoTarget refused = catchThrowableOfType(
                NoTarget.class,
                () -> of(Map.of("region", "nowhere", "timeout", "soon", "allowed_instance_states", List.of("up"))));

        assertThat(refused.code()).isEqualTo(Code.INVALID_CLIENT_SETTINGS);
        assertThat(refused)
                .hasMessageContaining("client.ec2.region: must be the name of a region, such as eu-west-1")
                .hasMessageContaining("client.ec2.timeout: must be a number of seconds")
                .hasMessageContaining("client.ec2.allowed_instance_states[0]: must be one of pending, running");
    }

    @Test
    void anEmptyListOfStatesIsAMistake() {
        assertRefused(
                Map.of("allowed_instance_states", List.of()),
                Code.INVALID_CLIENT_SETTINGS,
                "client.ec2.allowed_instance_states: must name a state, or be left out");
    }

    @Test
    void whatIsNotAClientsToSayHasNoEffect() throws NoTarget {
        Target target = of(Map.of("endpoint", "https://evil.example", "external_id", "x", "dry_run", true));

        assertThat(target).isEqualTo(of(Map.of()));
    }

    @Test
    void aMisspeltAttributeIsRefusedSinceTheClientWouldBeLookedForInTheWrongPlace() {
        assertThatThrownBy(() -> of(Map.of("acount", "prod")))
                .isInstanceOfSatisfying(
                        NoTarget.class, e -> assertThat(e.code()).isEqualTo(Code.INVALID_CLIENT_SETTINGS))
                .hasMessage("client.ec2.acount: is unknown, so the event fails; did you mean 'account'?");
        assertThatThrownBy(() -> of(Map.of("regoin", "eu-west-1"))).hasMessageContaining("did you mean 'region'?");
        assertThatThrownBy(() -> of(Map.of("accounts", List.of()))).hasMessageContaining("did you mean 'account'?");
    }

    @Test
    void anAttributeThatResemblesNoneIsNobodysBusiness() throws NoTarget {
        assertThat(of(Map.of("tags", Map.of("team", "web")))).isEqualTo(of(Map.of()));
    }

    @Test
    void aClaimIsReadWhateverElseIsWrong() {
        assertThat(Targets.claim(client(Map.of("instance_id", "i-0123abcd", "timeout", "soon"))))
                .contains("i-0123abcd");
        assertThat(Targets.claim(client(Map.of()))).contains(WEB);
        assertThat(Targets.claim(
                        EventBuilder.keepaliveOf(WEB).with("ec2", "text").client()))
                .contains(WEB);
        assertThat(Targets.claim(EventBuilder.keepaliveOf("web-1").client())).isEmpty();
        assertThat(Targets.claim(client(Map.of("instance_id", "web-1")))).isEmpty();
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() throws NoTarget {
        Target target = targets(SETTINGS)
                .of(client(Map.of("account", "abroad", "access_key_id", "AKID", "secret_access_key", "hush")));

        assertThat(target.toString()).contains("abroad").doesNotContain("AKID", "hush");
        assertThat(new Keys.DefaultChain()).hasToString("the default credentials chain");
        assertThat(new Keys.Pair("AKID", "hush")).hasToString("static keys");
    }

    @ParameterizedTest
    @CsvSource({
        "i-0a1b2c3d4e5f60718, true, true",
        "i-0123abcd, true, true",
        "i-424242, true, false",
        "i-0123ABCD, true, false",
        "i-0123abcde, true, false",
        "i-, false, false",
        "i-xyz, false, false",
        "web-1, false, false",
        "xi-0123abcd, false, false",
        "i-0123abcd., false, false"
    })
    void idsHaveALooseAndAnExactForm(String id, boolean loose, boolean exact) {
        assertThat(InstanceId.isLoose(id)).isEqualTo(loose);
        assertThat(InstanceId.isExact(id)).isEqualTo(exact);
    }

    private static void assertRefused(Map<String, ?> scope, Code code, String message) {
        NoTarget refused = catchThrowableOfType(NoTarget.class, () -> of(scope));
        assertThat(refused).hasMessage(message);
        assertThat(refused.code()).isEqualTo(code);
    }

    private static Target of(Map<String, ?> scope) throws NoTarget {
        return targets(SETTINGS).of(client(scope));
    }

    private static Client client(Map<String, ?> scope) {
        return EventBuilder.keepaliveOf(WEB).with("ec2", scope).client();
    }

    private static Targets targets(Map<String, ?> settings) {
        return new Targets(Ec2Settings.of(Declarations.SETTINGS.read("ec2", settings)));
    }
}
