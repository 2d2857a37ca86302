package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configurations and clients of the guide to Sensu Enterprise's EC2 integration, as they stand there. */
interface UserGuide extends OnTheBench {

    Map<String, Object> CLIENT_SCOPE =
            Map.of("instance_id", "i-424242", "allowed_instance_states", List.of("running", "rebooting"));

    @Test
    default void theConfigurationWithKeysAsksWithThem() {
        bench().configured(Map.of(
                "region", "us-west-2",
                "access_key_id", "AlygD0X6Z4Xr2m3gl70J",
                "secret_access_key", "y9Jt5OqNOqdy5NCFjhcUsHMb6YqSbReLAJsy4d6obSZIWySv",
                "allowed_instance_states", List.of("running"),
                "timeout", 10));
        bench().fleet().put("i-424242", InstanceState.STOPPED);

        assertDeregistered(bench().handle(keepaliveOf("i-424242")), "instance_state_not_allowed");
        assertThat(bench().emulator().journal().entries())
                .extracting(entry -> entry.call().accessKeyId())
                .containsOnly("AlygD0X6Z4Xr2m3gl70J");
    }

    @Test
    default void onlyTheKeysAreRequiredAndTheRegionIsVirginia() {
        bench().configured(Map.of("access_key_id", "AlygD0X6Z4Xr2m3gl70J", "secret_access_key", "any"));
        bench().world().fleet("us-east-1").put("i-424242", InstanceState.RUNNING);

        assertKept(bench().handle(keepaliveOf("i-424242")), "instance_state_allowed");
    }

    @Test
    default void theClientOfTheGuideIsKeptWhileItsInstanceRuns() {
        bench().fleet().put("i-424242", InstanceState.RUNNING);

        assertKept(bench().handle(keepaliveOf("i-424242", CLIENT_SCOPE)), "instance_state_allowed");
    }

    @Test
    default void theClientOfTheGuideGoesWhenItsInstanceIsTerminated() {
        bench().fleet().put("i-424242", InstanceState.TERMINATED);

        assertDeregistered(bench().handle(keepaliveOf("i-424242", CLIENT_SCOPE)), "instance_state_not_allowed");
    }

    @Test
    default void aClientOfAnotherNameIsFoundByItsInstanceId() {
        bench().fleet().put("i-424242", InstanceState.TERMINATED);

        assertDeregistered(
                bench().handle(keepaliveOf("web-1.example.com", CLIENT_SCOPE)), "instance_state_not_allowed");
    }

    @Test
    default void anEmptyConfigurationAsksWithWhatTheDefaultChainFinds() {
        bench().configured(Map.of());
        bench().world().fleet("us-east-1").put("i-424242", InstanceState.RUNNING);
        System.setProperty("aws.accessKeyId", "AKIDOFTHECHAIN");
        System.setProperty("aws.secretAccessKey", "secret-of-the-chain");
        try {
            assertKept(bench().handle(keepaliveOf("i-424242")), "instance_state_allowed");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
        assertThat(bench().emulator().journal().entries())
                .extracting(entry -> entry.call().accessKeyId())
                .containsOnly("AKIDOFTHECHAIN");
    }

    @Test
    default void theCrossAccountRoleOfTheGuideIsAssumedForTheClientThatNamesIt() {
        bench().withAccount(Role.of(ROLE), Map.of());
        bench().world().fleet("111111111111", Bench.REGION).put("i-424242", InstanceState.RUNNING);
        bench().fleet().put("i-424242", InstanceState.TERMINATED);

        assertKept(
                bench().handle(keepaliveOf("i-424242", Map.of("account", "sensu-testing", "instance_id", "i-424242"))),
                "instance_state_allowed");
        assertThat(bench().emulator().journal().count(Call.assuming(ROLE))).isEqualTo(1);
        assertDeregistered(bench().handle(keepaliveOf("i-424242")), "instance_state_not_allowed");
    }
}
