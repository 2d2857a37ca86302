package io.sensuhost.host.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What the AWS SDK reads from the emulator's answers. */
class DescribeInstancesTest {
    private static final String WEB = "i-0a1b2c3d4e5f60718";
    private static final String DB = "i-0123abcd";

    private final World world = new World();
    private final Fleet fleet = world.fleet("us-west-2");
    private final Emulator emulator = Emulator.start(world);
    private final AwsClients clients = new AwsClients(emulator);
    private final Ec2Client ec2 = clients.ec2("AKIDANY", "us-west-2");

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void anInstanceIsDescribedByItsId() {
        fleet.put(io.sensuhost.host.emulator.Instance.running(WEB, "us-west-2b")
                .withState(InstanceState.STOPPED)
                .withTags(Map.of("Name", "web-1 & <co>")));

        DescribeInstancesResponse response = ec2.describeInstances(request -> request.instanceIds(WEB));

        assertThat(response.reservations()).singleElement().satisfies(reservation -> {
            assertThat(reservation.ownerId()).isEqualTo("123456789012");
            Instance instance = reservation.instances().get(0);
            assertThat(instance.instanceId()).isEqualTo(WEB);
            assertThat(instance.state().nameAsString()).isEqualTo("stopped");
            assertThat(instance.state().code()).isEqualTo(80);
            assertThat(instance.placement().availabilityZone()).isEqualTo("us-west-2b");
            assertThat(instance.launchTime()).isNotNull();
            assertThat(instance.tags())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("web-1 & <co>"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsOneThatTheSdkKnows(InstanceState state) {
        fleet.put(WEB, state);

        Instance instance = describe(request -> request.instanceIds(WEB)).get(0);

        assertThat(instance.state().name().toString()).isEqualTo(state.word());
    }

    @Test
    void anIdOfTheFleetIsFoundWhateverItsForm() {
        fleet.put("i-424242", InstanceState.RUNNING);

        assertThat(ids(request -> request.instanceIds("i-424242"))).containsExactly("i-424242");
    }

    @Test
    void aFilterLeavesUnknownIdsOut() {
        fleet.put(WEB, InstanceState.RUNNING).put(DB, InstanceState.RUNNING);

        assertThat(ids(byFilter("instance-id", WEB, "i-0ffffffffffffffff", "web-1")))
                .containsExactly(WEB);
    }

    @Test
    void stateAndZoneAreFiltersToo() {
        fleet.put(WEB, InstanceState.STOPPED).put(DB, InstanceState.RUNNING);

        assertThat(ids(byFilter("instance-state-name", "stopped", "pending"))).containsExactly(WEB);
        assertThat(ids(byFilter("availability-zone", "us-west-2b"))).isEmpty();
        fleet.put(running(DB, "us-west-2b"));
        assertThat(ids(byFilter("availability-zone", "us-west-2b"))).containsExactly(DB);
    }

    @Test
    void aFilterHidesManagedInstancesUntilTheyAreAskedFor() {
        fleet.put(running(WEB, "us-west-2a").withManaged(true));

        assertThat(ids(byFilter("instance-id", WEB))).isEmpty();
        assertThat(ids(byFilter("instance-id", WEB).andThen(request -> request.includeManagedResources(true))))
                .containsExactly(WEB);
        assertThat(ids(request -> request.instanceIds(WEB))).containsExactly(WEB);
    }

    @Test
    void neitherIdNorFilterDescribesTheWholeRegionAndNoOther() {
        fleet.put(WEB, InstanceState.RUNNING).put(DB, InstanceState.TERMINATED);
        world.fleet("eu-west-1").put("i-0eeeeeee", InstanceState.RUNNING);
        world.fleet("111111111111", "us-west-2").put("i-01111111", InstanceState.RUNNING);

        assertThat(ids(request -> {})).containsExactlyInAnyOrder(WEB, DB);
    }

    @Test
    void theAccountIsTheOneOfTheAccessKey() {
        world.key("AKIDOTHER", "111111111111")
                .fleet("111111111111", "us-west-2")
                .put(WEB, InstanceState.RUNNING);

        var response = clients.ec2("AKIDOTHER", "us-west-2").describeInstances(request -> request.instanceIds(WEB));

        assertThat(response.reservations().get(0).ownerId()).isEqualTo("111111111111");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> all =
                IntStream.range(0, 23).mapToObj("i-000000%02x"::formatted).toList();
        all.forEach(id -> fleet.put(id, InstanceState.RUNNING));

        var pages = ec2.describeInstancesPaginator(request -> request.maxResults(10));

        assertThat(pages.stream().map(page -> page.reservations().size())).containsExactly(10, 10, 3);
        assertThat(pages.reservations().stream()
                        .map(each -> each.instances().get(0).instanceId()))
                .containsExactlyElementsOf(all);
    }

    @Test
    void nothingFollowsAPageThatHoldsTheLast() {
        IntStream.range(0, 5).mapToObj("i-0000000%d"::formatted).forEach(id -> fleet.put(id, InstanceState.RUNNING));

        DescribeInstancesResponse response = ec2.describeInstances(request -> request.maxResults(5));

        assertThat(response.reservations()).hasSize(5);
        assertThat(response.nextToken()).isNull();
    }

    @Test
    void whatIsRemovedIsNotThere() {
        fleet.put(WEB, InstanceState.TERMINATED).put(DB, InstanceState.RUNNING).remove(WEB);

        assertThat(ids(request -> {})).containsExactly(DB);
    }

    @Test
    void aThousandIdsFitIntoOneCall() {
        List<String> all =
                IntStream.range(0, 1000).mapToObj("i-0000%04x"::formatted).toList();
        all.forEach(id -> fleet.put(id, InstanceState.RUNNING));

        assertThat(ids(request -> request.instanceIds(all))).hasSize(1000);
    }

    @Test
    void theHighByteOfStateCodesCanBeSet() {
        fleet.put(WEB, InstanceState.RUNNING);
        emulator.quirks().opaqueStateBits(true);

        int code = describe(request -> request.instanceIds(WEB)).get(0).state().code();

        assertThat(code).isGreaterThan(255);
        assertThat(code & 0xff).isEqualTo(16);
    }

    private static io.sensuhost.host.emulator.Instance running(String id, String zone) {
        return io.sensuhost.host.emulator.Instance.running(id, zone);
    }

    private static Consumer<DescribeInstancesRequest.Builder> byFilter(String name, String... values) {
        return request ->
                request.filters(Filter.builder().name(name).values(values).build());
    }

    private List<String> ids(Consumer<DescribeInstancesRequest.Builder> request) {
        return describe(request).stream().map(Instance::instanceId).toList();
    }

    private List<Instance> describe(Consumer<DescribeInstancesRequest.Builder> request) {
        return ec2.describeInstances(request).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }
}
