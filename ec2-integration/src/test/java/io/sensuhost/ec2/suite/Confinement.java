package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.REGION;
import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client says, it chooses neither host nor endpoint nor role. */
interface Confinement extends OnTheBench {

    @ParameterizedTest
    @MethodSource("hosts")
    default void aRegionIsNoWayToAHostOfTheClientsChoice(String region) {
        bench().fleet().put(WEB, InstanceState.TERMINATED);

        Result result = bench().handle(keepaliveOf(WEB, Map.of("region", region)));

        assertFailed(result, "invalid_client_settings");
        assertThat(result.reason())
                .startsWith("client.ec2.region: must be the name of a region")
                .hasSizeLessThan(500);
        assertThat(bench().calls()).isZero();
    }

    static Stream<String> hosts() {
        return Stream.of(
                "evil.example",
                "x.evil.example/",
                REGION + ".evil.example/",
                REGION + ".evil.example#",
                "evil.example?" + REGION,
                "@evil.example-1",
                "user@" + REGION,
                REGION + "@evil.example",
                REGION + ":8443",
                REGION + "\n",
                REGION + "\r\nHost: evil.example",
                REGION + "\0",
                "../" + REGION,
                "US-WEST-2",
                "\uff55s-west-2",
                "us-west-\uff12",
                "us-\u0430-2",
                "us\u2010west\u20102",
                "us-" + "a".repeat(100) + "-1",
                "us" + "-a".repeat(100_000) + "-1");
    }

    @Test
    default void endpointsAreNoneOfAClientsAttributes() {
        bench().fleet().put(WEB, InstanceState.TERMINATED);

        Result result = bench().handle(keepaliveOf(
                WEB, Map.of("endpoint", "http://127.0.0.1:1/", "sts_endpoint", "http://127.0.0.1:1/", "fips", true)));

        assertDeregistered(result, "instance_state_not_allowed");
        assertThat(bench().calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("roles")
    default void aRoleThatIsNotInTheSettingsIsNotAssumed(Map<String, Object> attributes) {
        bench().world().role(Role.of("arn:aws:iam::111111111111:role/other"));
        bench().withAccount(Role.of(ROLE), Map.of());

        assertThat(bench().handle(keepaliveOf(WEB, attributes)).code())
                .isIn("unknown_account", "invalid_client_settings");
        assertThat(bench().assumed()).isZero();
        assertThat(bench().registry().deregistrations()).isEmpty();
    }

    static Stream<Map<String, Object>> roles() {
        String other = "arn:aws:iam::111111111111:role/other";
        return Stream.of(
                Map.of("role_arn", other),
                Map.of("account", other),
                Map.of("account", "sensu-testing", "role_arn", other),
                Map.of("accounts", Map.of("name", "mine", "role_arn", other), "account", "mine"),
                Map.of("role_arn", "arn:aws" + "-a".repeat(100_000) + ":iam::111111111111:role/other"),
                Map.of("role_arn", ROLE + "\n"));
    }
}
