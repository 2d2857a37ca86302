package io.sensuhost.host.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Journal;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.scenario.FaultTold.ErrorTold;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultToldTest {

    private static final ErrorTold THROTTLED = new ErrorTold(503, "RequestLimitExceeded");

    private final Emulator aws = Emulator.start(new World());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aFaultOfWhichNothingElseIsSaidStrikesEveryCall() throws Exception {
        error(null, null, null, 0).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(503);
        assertThat(describe("us-west-2")).isEqualTo(503);
        assertThat(call("GetCallerIdentity", "us-east-1")).isEqualTo(503);
        assertThat(journal()).allMatch(outcome -> outcome.equals("RequestLimitExceeded"));
    }

    @Test
    void aFaultOfSomeCallsEndsWithThem() throws Exception {
        error(null, null, null, 1).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(503);
        assertThat(describe("eu-west-1")).isEqualTo(200);
    }

    @Test
    void aFaultOfAnActionStrikesNoOther() throws Exception {
        error("GetCallerIdentity", null, null, 0).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(200);
        assertThat(call("GetCallerIdentity", "us-east-1")).isEqualTo(503);
    }

    @Test
    void aFaultOfARegionStrikesInNoOther() throws Exception {
        error(null, "us-west-2", null, 0).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(200);
        assertThat(describe("us-west-2")).isEqualTo(503);
    }

    @Test
    void aFaultOfAnInstanceStrikesWhereItIsNamed() throws Exception {
        error(null, null, "i-0a1b2c3d4e5f60001", 0).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(200);
        assertThat(call("DescribeInstances&InstanceId.1=i-0a1b2c3d4e5f60001", "eu-west-1"))
                .isEqualTo(503);
    }

    @Test
    void aConnectionIsCut() {
        new FaultTold(null, null, null, 0, null, false, true, 0).switchOn(aws);

        assertThatThrownBy(() -> describe("eu-west-1")).hasCauseInstanceOf(IOException.class);
        assertThat(journal()).allMatch(outcome -> outcome.equals("cut"));
    }

    @Test
    void aCallHangs() throws Exception {
        new FaultTold(null, null, null, 0, null, true, false, 0).switchOn(aws);

        CompletableFuture<Integer> answer = begin("DescribeInstances", "eu-west-1");

        assertThat(aws.journal().await(1, Duration.ofSeconds(30))).isTrue();
        assertThat(journal()).isSubsetOf("in flight", "hang");
        assertThat(answer).isNotDone();
    }

    @Test
    void aDelayedAnswerIsTheRightOne() throws Exception {
        new FaultTold(null, null, null, 0, null, false, false, 0.001).switchOn(aws);

        assertThat(describe("eu-west-1")).isEqualTo(200);
        assertThat(journal()).containsExactly("OK");
    }

    private static FaultTold error(String action, String region, String instance, int times) {
        return new FaultTold(action, region, instance, times, THROTTLED, false, false, 0);
    }

    private List<String> journal() {
        return aws.journal().entries().stream().map(Journal.Entry::outcome).toList();
    }

    private int describe(String region) throws Exception {
        return call("DescribeInstances", region);
    }

    private int call(String action, String region) throws Exception {
        return begin(action, region).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Integer> begin(String action, String region) {
        String service = action.equals("GetCallerIdentity") ? "sts" : "ec2";
        HttpRequest request = HttpRequest.newBuilder(aws.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/%s/%s/aws4_request, Signature=any"
                                .formatted(region, service))
                .POST(BodyPublishers.ofString("Action=" + action))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }
}
