package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.api.Integration;
import io.sensuhost.api.testkit.TestContext;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where clients are looked for with roles, the credentials that assume them need not see any instance. */
@Timeout(60)
class OwnCredentialsTest {

    private static final String ARN = "arn:aws:iam::111111111111:role/reader";
    private static final List<Map<String, String>> ACCOUNT = List.of(Map.of("name", "other", "role_arn", ARN));

    private final World world = new World().role(Role.of(ARN));
    private final Emulator emulator = Emulator.start(world);

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void thatTheySeeNothingIsDoubtfulWhereThereIsARole() {
        refuse(Call.byAccount(world.homeAccount()));

        assertThat(findings(ACCOUNT))
                .satisfiesExactly(
                        own -> {
                            assertThat(own.judgement()).isEqualTo(Judgement.DOUBTFUL);
                            assertThat(own.subject()).isEqualTo("us-east-1");
                            assertThat(own.message())
                                    .contains("UnauthorizedOperation")
                                    .endsWith(" (only clients without an account need that)");
                        },
                        role -> assertThat(role.judgement()).isEqualTo(Judgement.GOOD));
    }

    @Test
    void thatTheySeeNothingIsBadWhereThereIsNone() {
        refuse(Call.any());

        assertThat(findings(List.of())).singleElement().satisfies(own -> {
            assertThat(own.judgement()).isEqualTo(Judgement.BAD);
            assertThat(own.message()).doesNotContain("clients without an account");
        });
    }

    @Test
    void thatARoleSeesNothingIsBad() {
        refuse(Call.byAccount("111111111111"));

        assertThat(findings(ACCOUNT))
                .noneMatch(finding -> finding.message().contains("clients without an account"))
                .extracting(Finding::judgement)
                .containsExactly(Judgement.GOOD, Judgement.BAD);
    }

    private void refuse(Predicate<Call> calls) {
        emulator.faults()
                .always(
                        calls.and(Call.of("DescribeInstances")),
                        Fault.error(403, "UnauthorizedOperation", "You may not"));
    }

    private List<Finding> findings(List<Map<String, String>> accounts) {
        String endpoint = emulator.endpoint().toString();
        TestContext context = TestContext.of(
                new Ec2IntegrationFactory(),
                Map.of(
                        "endpoint",
                        endpoint,
                        "sts_endpoint",
                        endpoint,
                        "access_key_id",
                        "AKID",
                        "secret_access_key",
                        "hush",
                        "accounts",
                        accounts));
        Integration integration = new Ec2IntegrationFactory().create(context);
        try {
            return integration
                    .tryOut()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } finally {
            integration.close();
        }
    }
}
