package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

/** How calls are refused, by status and code as the AWS SDK reads them. */
class RefusalsTest {
    private static final String KNOWN = "i-0a1b2c3d4e5f60718";
    private static final String GONE = "i-00000000";
    private static final String GONE_TOO = "i-0ffffffffffffffff";

    private final World world = new World();
    private final Emulator emulator = Emulator.start(world);
    private final AwsClients clients = new AwsClients(emulator);

    RefusalsTest() {
        world.fleet("us-west-2").put(KNOWN, InstanceState.RUNNING);
    }

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void oneUnknownIdFailsTheWholeCall() {
        assertThat(describing(KNOWN, GONE)).isEqualTo("400 InvalidInstanceID.NotFound");
        assertThatThrownBy(() -> describe(request -> request.instanceIds(KNOWN, GONE)))
                .hasMessageContaining("The instance ID '" + GONE + "' does not exist");
    }

    @Test
    void allUnknownIdsAreNamed() {
        assertThatThrownBy(() -> describe(request -> request.instanceIds(GONE, KNOWN, GONE_TOO)))
                .hasMessageContaining("The instance IDs '" + GONE + ", " + GONE_TOO + "' do not exist");
    }

    @Test
    void oneOfSeveralUnknownIdsCanBeNamedInstead() {
        emulator.quirks().missingIds(MissingIds.ONE);

        assertThatThrownBy(() -> describe(request -> request.instanceIds(GONE, KNOWN, GONE_TOO)))
                .hasMessageContaining("The instance ID '" + GONE_TOO + "' does not exist");
    }

    @Test
    void unknownIdsCanBeLeftUnnamed() {
        emulator.quirks().missingIds(MissingIds.NONE);

        assertThat(describing(GONE)).isEqualTo("400 InvalidInstanceID.NotFound");
        assertThatThrownBy(() -> describe(request -> request.instanceIds(GONE, GONE_TOO)))
                .hasMessageContaining("Some of the instance IDs do not exist")
                .hasMessageNotContainingAny(GONE, GONE_TOO);
    }

    @Test
    void unknownIdsCanBeLeftOutSilently() {
        emulator.quirks().missingIds(MissingIds.SILENT);

        assertThat(clients.ec2("AKIDANY", "us-west-2")
                        .describeInstances(request -> request.instanceIds(GONE, KNOWN))
                        .reservations())
                .hasSize(1);
    }

    @Test
    void anInstanceOfAnotherRegionIsNotFound() {
        assertThat(refusal(() -> clients.ec2("AKIDANY", "mars-north-1")
                        .describeInstances(request -> request.instanceIds(KNOWN))))
                .isEqualTo("400 InvalidInstanceID.NotFound");
    }

    @Test
    void anInstanceOfAnotherAccountIsNotFound() {
        world.key("AKIDOTHER", "111111111111");

        assertThat(refusal(() ->
                        clients.ec2("AKIDOTHER", "us-west-2").describeInstances(request -> request.instanceIds(KNOWN))))
                .isEqualTo("400 InvalidInstanceID.NotFound");
    }

    @Test
    void malformedIdsAreToldBeforeUnknownOnes() {
        assertThat(describing(GONE, "web-1")).isEqualTo("400 InvalidInstanceID.Malformed");
        assertThatThrownBy(() -> describe(request -> request.instanceIds(GONE, "web-1")))
                .hasMessageContaining("Invalid id: \"web-1\"");
    }

    @Test
    void onlyEightOrSeventeenLowerCaseHexDigitsAreWellFormed() {
        assertThat(List.of("i-0000000", "i-000000000", "i-0FFFFFFF", "i-0000000g", "I-00000000", "i-424242"))
                .allSatisfy(id -> assertThat(describing(id)).isEqualTo("400 InvalidInstanceID.Malformed"));
    }

    @Test
    void moreThanAThousandIdsAreTooMany() {
        String[] ids =
                IntStream.rangeClosed(0, 1000).mapToObj("i-0000%04x"::formatted).toArray(String[]::new);

        assertThat(describing(ids)).isEqualTo("400 InvalidParameterValue");
    }

    @Test
    void idsAndMaxResultsExcludeEachOther() {
        assertThat(refusal(() -> describe(request -> request.instanceIds(KNOWN).maxResults(10))))
                .isEqualTo("400 InvalidParameterCombination");
    }

    @Test
    void aFilterTakesTwoHundredValuesAndNoMore() {
        List<String> values =
                IntStream.range(0, 201).mapToObj("i-0000%04x"::formatted).toList();

        assertThat(refusal(() -> describe(filter("instance-id", values)))).isEqualTo("400 FilterLimitExceeded");
        assertThat(refusal(() -> describe(filter("instance-id", values.subList(1, 201)))))
                .isEqualTo("no error");
    }

    @Test
    void aFilterThatIsNotEmulatedIsInvalid() {
        assertThat(refusal(() -> describe(filter("dns-name", List.of("a"))))).isEqualTo("400 InvalidParameterValue");
    }

    @Test
    void pagesHaveFiveToAThousandInstances() {
        assertThat(refusal(() -> describe(request -> request.maxResults(4)))).isEqualTo("400 InvalidParameterValue");
        assertThat(refusal(() -> describe(request -> request.maxResults(5)))).isEqualTo("no error");
        assertThat(refusal(() -> describe(request -> request.maxResults(1000)))).isEqualTo("no error");
        assertThat(refusal(() -> describe(request -> request.maxResults(1001)))).isEqualTo("400 InvalidParameterValue");
        assertThat(refusal(() -> describe(request -> request.nextToken("%")))).isEqualTo("400 InvalidNextToken");
    }

    @Test
    void aDryRunSaysThatItWouldHaveWorked() {
        assertThat(refusal(() -> describe(request -> request.dryRun(true)))).isEqualTo("412 DryRunOperation");
    }

    @Test
    void otherActionsAreInvalid() {
        assertThat(refusal(() -> clients.ec2("AKIDANY", "us-west-2").describeRegions()))
                .isEqualTo("400 InvalidAction");
        assertThat(refusal(() -> clients.sts("AKIDANY", "us-west-2").getSessionToken()))
                .isEqualTo("400 InvalidAction");
    }

    @Test
    void strictKeysRefuseUnknownOnes() {
        world.strictKeys(true).key("AKIDKNOWN", "111111111111");

        assertThat(refusal(() -> clients.ec2("AKIDANY", "us-west-2").describeInstances()))
                .isEqualTo("401 AuthFailure");
        assertThat(refusal(() -> clients.sts("AKIDANY", "us-west-2").getCallerIdentity()))
                .isEqualTo("403 InvalidClientTokenId");
        assertThat(clients.sts("AKIDKNOWN", "us-west-2").getCallerIdentity().account())
                .isEqualTo("111111111111");
    }

    @Test
    void aRegionThatNobodyOptedInToIsRefused() {
        world.closeRegion("us-west-2");

        assertThat(describing(KNOWN)).isEqualTo("401 OptInRequired");
        assertThat(refusal(() -> clients.sts("AKIDANY", "us-west-2").getCallerIdentity()))
                .isEqualTo("403 RegionDisabledException");

        world.openRegion("us-west-2");

        assertThat(describing(KNOWN)).isEqualTo("no error");
    }

    private String describing(String... ids) {
        return refusal(() -> describe(request -> request.instanceIds(ids)));
    }

    private void describe(Consumer<DescribeInstancesRequest.Builder> request) {
        clients.ec2("AKIDANY", "us-west-2").describeInstances(request);
    }

    private static Consumer<DescribeInstancesRequest.Builder> filter(String name, List<String> values) {
        return request ->
                request.filters(Filter.builder().name(name).values(values).build());
    }
}
