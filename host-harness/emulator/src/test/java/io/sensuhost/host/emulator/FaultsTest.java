package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Everything that can be made to go wrong. */
class FaultsTest {
    private static final String WEB = "i-0a1b2c3d4e5f60718";
    private static final String DB = "i-0123abcd";
    private static final Call ANY =
            new Call(Service.EC2, "DescribeInstances", "", "", "", List.of(), Map.of(), Optional.empty());
    private static final Fault UNAVAILABLE = Fault.error(503, "Unavailable");

    private final World world = new World();
    private final Emulator emulator = Emulator.start(world);
    private final Faults faults = emulator.faults();
    private final AwsClients clients = new AwsClients(emulator);

    FaultsTest() {
        world.fleet("us-west-2").put(WEB, InstanceState.RUNNING).put(Instance.running(DB, "us-west-2b"));
    }

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void aFaultStrikesTheNextCallsAndNoneAfter() {
        faults.next(2, UNAVAILABLE);

        assertThat(describe()).isEqualTo("503 Unavailable");
        assertThat(describe()).isEqualTo("503 Unavailable");
        assertThat(describe()).isEqualTo("no error");
    }

    @Test
    void aFaultForNoCallsStrikesNone() {
        faults.next(0, UNAVAILABLE);

        assertThat(describe()).isEqualTo("no error");
    }

    @Test
    void aFaultStrikesAlwaysUntilCleared() {
        faults.always(Call.any(), UNAVAILABLE);

        assertThat(describe()).isEqualTo("503 Unavailable");
        assertThat(describe()).isEqualTo("503 Unavailable");

        faults.clear();

        assertThat(describe()).isEqualTo("no error");
    }

    @Test
    void anErrorHasTheFormOfTheServiceThatWasCalled() {
        faults.always(Call.any(), Fault.error(403, "Blocked", "no entry"));

        assertThat(describe()).isEqualTo("403 Blocked");
        assertThat(refusal(() -> clients.sts("AKIDANY", "us-west-2").getCallerIdentity()))
                .isEqualTo("403 Blocked");
    }

    @Test
    void faultsAreAboutAServiceAnActionARegionAnAccountOrAnInstance() {
        world.key("AKIDOTHER", "111111111111")
                .fleet("111111111111", "us-west-2")
                .put(WEB, InstanceState.RUNNING);

        faults.next(1, Call.to(Service.STS).or(Call.of("RunInstances")), UNAVAILABLE);
        faults.next(1, Call.inRegion("eu-west-1"), UNAVAILABLE);
        assertThat(describe()).isEqualTo("no error");

        faults.next(1, Call.byAccount("111111111111").and(Call.of("DescribeInstances")), Fault.error(503, "Other"));
        assertThat(describe()).isEqualTo("no error");
        assertThat(refusal(() -> clients.ec2("AKIDOTHER", "us-west-2").describeInstances()))
                .isEqualTo("503 Other");

        faults.next(1, Call.naming(DB), UNAVAILABLE);
        assertThat(describe(WEB)).isEqualTo("no error");
        assertThat(describe(WEB, DB)).isEqualTo("503 Unavailable");
    }

    @Test
    void anInstanceIsNamedByAFilterToo() {
        Filter filter = Filter.builder().name("instance-id").values(WEB, DB).build();
        faults.next(1, Call.naming(DB), UNAVAILABLE);

        assertThat(refusal(() ->
                        clients.ec2("AKIDANY", "us-west-2").describeInstances(request -> request.filters(filter))))
                .isEqualTo("503 Unavailable");
    }

    @Test
    void ofTwoFaultsTheLaterStrikes() {
        faults.always(Call.any(), UNAVAILABLE);
        faults.next(1, Fault.error(500, "InternalError"));

        assertThat(describe()).isEqualTo("500 InternalError");
        assertThat(describe()).isEqualTo("503 Unavailable");
    }

    @Test
    void anOutageFailsWhateverTouchesTheZone() {
        faults.zoneOutage("us-west-2b");

        assertThat(describe(WEB, DB)).isEqualTo("500 InternalError");
        assertThat(describe()).isEqualTo("500 InternalError");
        assertThat(describe(WEB)).isEqualTo("no error");
        assertThat(refusal(() -> clients.ec2("AKIDANY", "eu-west-1").describeInstances()))
                .isEqualTo("no error");
    }

    @Test
    void aHungCallIsUnansweredUntilTheEmulatorCloses() throws Exception {
        faults.next(1, Fault.hang());
        CompletableFuture<String> call = CompletableFuture.supplyAsync(this::describe);

        assertThat(emulator.journal().await(1, Duration.ofSeconds(30))).isTrue();
        assertThat(outcomes()).containsExactly("in flight");
        emulator.close();

        assertThatThrownBy(call::get).hasCauseInstanceOf(SdkClientException.class);
    }

    @Test
    void aHungCallEndsWhenItsClientLeaves() throws IOException {
        faults.next(1, Fault.hang());

        assertThat(answerToUnsignedCall()).isEmpty();
        assertThat(outcomes()).containsExactly("hang");
    }

    @Test
    void aConnectionCanBeCutBeforeTheAnswer() throws IOException {
        faults.next(2, Fault.cut());

        assertThat(answerToUnsignedCall()).isEmpty();
        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
        assertThat(describe()).isEqualTo("no error");
        assertThat(outcomes()).containsExactly("cut", "cut", "OK");
    }

    @Test
    void aConnectionCanBeCutWithinTheBody() throws IOException {
        String whole = answerToUnsignedCall();
        faults.next(2, Fault.cutWithinBody());

        int body = bodyOf(whole).length();
        assertThat(answerToUnsignedCall())
                .startsWith(whole.substring(0, whole.length() - body))
                .hasSize(whole.length() - body / 2 - 1);
        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
        assertThat(describe()).isEqualTo("no error");
        assertThat(outcomes()).containsExactly("AuthFailure", "cut", "cut", "OK");
    }

    @Test
    void xmlCanBeTruncated() {
        faults.next(1, Fault.truncatedXml());

        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
        assertThat(describe()).isEqualTo("no error");
        assertThat(outcomes()).containsExactly("truncated", "OK");
    }

    @Test
    void aTruncatedAnswerHasTheLengthThatItSays() throws IOException {
        String whole = answerToUnsignedCall();
        faults.next(1, Fault.truncatedXml());

        String half = answerToUnsignedCall();

        int body = bodyOf(whole).length() / 2;
        assertThat(bodyOf(half)).hasSize(body).isNotEmpty();
        assertThat(half).startsWith("HTTP/1.1 401 ").contains("\r\nContent-Length: " + body + "\r\n");
    }

    @Test
    void anAnswerCanBeSomethingElseAltogether() {
        faults.next(1, Fault.body(200, "<!doctype html><p>Log in to the hotel's network<br>"));

        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
    }

    @Test
    void anAnswerCanBeEmpty() {
        faults.next(1, Fault.body(502, ""));

        assertThat(describe()).startsWith("502 ");
    }

    @Test
    void aDelayLastsUntilTheEmulatorCloses() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Fault.delay(Duration.ofDays(1)).spoil(ANY, () -> Answer.ok("")))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aDelayedCallIsAnsweredAsIfNothingHadBeen() {
        faults.next(1, Fault.delay(Duration.ofMillis(1)));

        assertThat(describe("i-00000000")).isEqualTo("400 InvalidInstanceID.NotFound");
    }

    @Test
    void aHeldCallIsInFlightUntilItIsReleased() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        faults.next(1, Fault.heldBy(release));
        CompletableFuture<String> held = CompletableFuture.supplyAsync(this::describe);
        assertThat(emulator.journal().await(1, Duration.ofSeconds(30))).isTrue();

        assertThat(describe()).isEqualTo("no error");
        assertThat(outcomes()).containsExactly("in flight", "OK");
        assertThat(emulator.journal().maxConcurrency()).isEqualTo(2);

        release.countDown();

        assertThat(held.get()).isEqualTo("no error");
    }

    private List<String> outcomes() {
        return emulator.journal().entries().stream().map(Journal.Entry::outcome).toList();
    }

    private static String bodyOf(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String answerToUnsignedCall() throws IOException {
        try (Socket socket =
                new Socket(emulator.endpoint().getHost(), emulator.endpoint().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String describe(String... ids) {
        return refusal(
                () -> clients.ec2("AKIDANY", "us-west-2").describeInstances(request -> request.instanceIds(ids)));
    }
}
