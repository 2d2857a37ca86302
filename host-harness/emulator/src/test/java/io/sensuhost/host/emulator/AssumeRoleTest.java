package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Roles and their sessions, seen through the AWS SDK. */
class AssumeRoleTest {
    private static final String ARN = "arn:aws:iam::111111111111:role/ops/cross-account-readonly";

    private final World world = new World("222222222222").role(Role.of(ARN));
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Emulator emulator = Emulator.start(world, 0, clock);
    private final AwsClients clients = new AwsClients(emulator);
    private final StsClient sts = clients.sts("AKIDSENSU", "us-west-2");

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void aSessionSeesTheFleetOfItsRolesAccount() {
        world.fleet("111111111111", "us-west-2").put("i-0a1b2c3d4e5f60718", InstanceState.RUNNING);

        var response = clients.ec2(assume(request -> {}), "us-west-2").describeInstances();

        assertThat(response.reservations()).hasSize(1);
    }

    @Test
    void aSessionLastsAnHourUnlessToldOtherwise() {
        assertThat(assume(request -> {}).expiration()).isEqualTo("2026-05-01T13:00:00Z");
        assertThat(assume(request -> request.durationSeconds(900)).expiration()).isEqualTo("2026-05-01T12:15:00Z");
    }

    @Test
    void anExpiredSessionIsRefusedByBothServices() {
        Credentials session = assume(request -> {});
        clock.advance(Duration.ofHours(1));

        assertThat(refusal(() -> clients.ec2(session, "us-west-2").describeInstances()))
                .isEqualTo("400 RequestExpired");
        assertThat(refusal(() -> clients.sts(session, "us-west-2").getCallerIdentity()))
                .isEqualTo("403 ExpiredToken");
    }

    @Test
    void aSessionKeyWithoutItsTokenIsUnknown() {
        String key = assume(request -> {}).accessKeyId();

        assertThat(refusal(() -> clients.ec2(key, "us-west-2").describeInstances()))
                .isEqualTo("401 AuthFailure");
        assertThat(refusal(() -> clients.sts(key, "us-west-2").getCallerIdentity()))
                .isEqualTo("403 InvalidClientTokenId");
    }

    @Test
    void callersAreToldWhoTheyAre() {
        assertThat(sts.getCallerIdentity().account()).isEqualTo("222222222222");

        var inRole = clients.sts(assume(request -> {}), "us-west-2").getCallerIdentity();

        assertThat(inRole.account()).isEqualTo("111111111111");
        assertThat(inRole.arn()).isEqualTo("arn:aws:sts::111111111111:assumed-role/cross-account-readonly/sensu");
        assertThat(inRole.userId()).matches("AROA\\d{17}:sensu");
    }

    @Test
    void anUnknownRoleIsDenied() {
        world.removeRole(ARN);

        assertThat(refusal(() -> assume(request -> {}))).isEqualTo("403 AccessDenied");
    }

    @Test
    void aRoleThatTrustsOtherAccountsIsDenied() {
        world.role(Role.of(ARN).trusting("333333333333"));

        assertThat(refusal(() -> assume(request -> {}))).isEqualTo("403 AccessDenied");

        world.role(Role.of(ARN).trusting("333333333333", "222222222222"));

        assertThat(assume(request -> {}).accessKeyId()).startsWith("ASIA");
    }

    @Test
    void aRoleWithAnExternalIdWantsExactlyThatOne() {
        world.role(Role.of(ARN).withExternalId("eleven"));

        assertThat(refusal(() -> assume(request -> {}))).isEqualTo("403 AccessDenied");
        assertThat(refusal(() -> assume(request -> request.externalId("twelve"))))
                .isEqualTo("403 AccessDenied");
        assertThat(assume(request -> request.externalId("eleven")).accessKeyId())
                .startsWith("ASIA");
    }

    @Test
    void parametersOutOfBoundsAreValidationErrors() {
        assertThat(refusal(() -> assume(request -> request.durationSeconds(899))))
                .isEqualTo("400 ValidationError");
        assertThat(refusal(() -> assume(request -> request.durationSeconds(3601))))
                .isEqualTo("400 ValidationError");
        assertThat(refusal(() -> assume(request -> request.externalId("x")))).isEqualTo("400 ValidationError");
        assertThat(refusal(() -> assume(request -> request.roleSessionName("no spaces"))))
                .isEqualTo("400 ValidationError");
    }

    @Test
    void aRolesOwnMaximumAllowsLongerSessions() {
        world.role(Role.of(ARN).withMaxSession(Duration.ofHours(12)));

        assertThat(assume(request -> request.durationSeconds(43_200)).expiration())
                .isEqualTo("2026-05-02T00:00:00Z");
    }

    @Test
    void aRoleAssumedByARoleIsCappedAtAnHour() {
        world.role(Role.of(ARN).withMaxSession(Duration.ofHours(12)));
        StsClient chained = clients.sts(assume(request -> {}), "us-west-2");

        assertThat(refusal(() -> assume(chained, request -> request.durationSeconds(3601))))
                .isEqualTo("400 ValidationError");
        assertThat(assume(chained, request -> request.durationSeconds(3600)).expiration())
                .isEqualTo("2026-05-01T13:00:00Z");
    }

    @Test
    void theDenialSaysWhoMayNotAssumeWhat() {
        world.role(Role.of(ARN).trusting("333333333333"));

        assertThatThrownBy(() -> assume(request -> {}))
                .hasMessageContaining("User: arn:aws:iam::222222222222:user/emulated is not authorized to perform:"
                        + " sts:AssumeRole on resource: " + ARN);
    }

    private Credentials assume(Consumer<AssumeRoleRequest.Builder> more) {
        return assume(sts, more);
    }

    private static Credentials assume(StsClient client, Consumer<AssumeRoleRequest.Builder> more) {
        return client.assumeRole(request -> more.accept(request.roleArn(ARN).roleSessionName("sensu")))
                .credentials();
    }
}
