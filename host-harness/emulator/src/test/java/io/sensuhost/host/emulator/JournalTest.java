package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What a test can read of the calls that were made. */
class JournalTest {
    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";

    private final World world = new World().role(Role.of(ARN).withExternalId("s3cret-external-id"));
    private final Emulator emulator = Emulator.start(world);
    private final Journal journal = emulator.journal();
    private final AwsClients clients = new AwsClients(emulator);

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void everyCallIsThereInOrderWithItsOutcome() {
        var filter = Filter.builder()
                .name("instance-id")
                .values("i-00000000", "web-1")
                .build();
        refusal(() -> clients.ec2("AKIDANY", "eu-west-1").describeInstances(request -> request.instanceIds("web-1")));
        clients.ec2("AKIDANY", "us-west-2").describeInstances(request -> request.filters(filter));

        assertThat(journal.entries())
                .containsExactly(
                        new Journal.Entry(call("eu-west-1", List.of("web-1"), Map.of()), "InvalidInstanceID.Malformed"),
                        new Journal.Entry(
                                call("us-west-2", List.of(), Map.of("instance-id", List.of("i-00000000", "web-1"))),
                                "OK"));
    }

    @Test
    void callsAreCountedByTheirKind() {
        assume();
        clients.ec2("AKIDANY", "us-west-2").describeInstances();
        clients.ec2("AKIDANY", "eu-west-1").describeInstances();

        assertThat(journal.count("DescribeInstances")).isEqualTo(2);
        assertThat(journal.count(Call.to(Service.EC2).and(Call.inRegion("eu-west-1"))))
                .isEqualTo(1);
        assertThat(journal.count(Call.assuming(ARN))).isEqualTo(1);
    }

    @Test
    void noSecretIsInIt() {
        var session = assume();
        clients.ec2(session, "us-west-2").describeInstances();

        assertThat(journal.entries()).hasSize(2);
        assertThat(journal.entries().toString())
                .contains(session.accessKeyId())
                .doesNotContain("s3cret-external-id", session.secretAccessKey(), session.sessionToken());
    }

    @Test
    void itCanBeCleared() throws InterruptedException {
        clients.ec2("AKIDANY", "us-west-2").describeInstances();
        assertThat(journal.await(1, Duration.ZERO)).isTrue();

        journal.clear();

        assertThat(journal.entries()).isEmpty();
        assertThat(journal.outcomes()).isEmpty();
        assertThat(journal.maxConcurrency()).isZero();
        assertThat(journal.await(1, Duration.ZERO)).isFalse();
    }

    @Test
    void itKeepsTheLatestCallsOnlyButCountsAll() {
        Journal bounded = new Journal();
        for (int number = 0; number <= 10_000; number++) {
            Call call = call("region-" + number, List.of(), Map.of());
            bounded.end(bounded.begin(call), call, "OK");
        }

        assertThat(bounded.outcomes()).isEqualTo(Map.of("DescribeInstances/OK", 10_001L));
        assertThat(bounded.entries()).hasSize(10_000);
        assertThat(bounded.entries().get(0).call().region()).isEqualTo("region-1");
    }

    @Test
    void itKeepsFewerCallsWhereTheyNameManyInstances() {
        Journal bounded = new Journal();
        List<String> ids =
                IntStream.range(0, 1000).mapToObj("i-%08x"::formatted).toList();
        IntStream.range(0, 600).forEach(number -> bounded.begin(call("region-" + number, ids, Map.of())));

        assertThat(bounded.entries()).hasSize(500);
        assertThat(bounded.entries().get(0).call().region()).isEqualTo("region-100");

        bounded.clear();
        IntStream.range(0, 600)
                .forEach(number -> bounded.begin(call("region-" + number, List.of(), Map.of("instance-id", ids))));
        assertThat(bounded.entries()).hasSize(500);

        bounded.clear();
        bounded.begin(call("us-west-2", ids, Map.of()));

        assertThat(bounded.entries()).hasSize(1);
    }

    private static Call call(String region, List<String> ids, Map<String, List<String>> filters) {
        return new Call(
                Service.EC2, "DescribeInstances", "AKIDANY", "123456789012", region, ids, filters, Optional.empty());
    }

    private Credentials assume() {
        return clients.sts("AKIDANY", "us-west-2")
                .assumeRole(
                        request -> request.roleArn(ARN).roleSessionName("sensu").externalId("s3cret-external-id"))
                .credentials();
    }
}
