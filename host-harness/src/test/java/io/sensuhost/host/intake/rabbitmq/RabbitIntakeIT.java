package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.sensuhost.api.Result;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.ExchangeSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.intake.Intakes;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real broker; left out where there is none. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class RabbitIntakeIT {

    private static final Result DONE = Result.handled("kept", "instance_state_allowed", "it runs");

    @TempDir
    private static Path directory;

    private static RealBroker broker;

    private String name;
    private Connection sensu;
    private Channel channel;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RealBroker.start(directory);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        // There is none where the tests are left out.
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        connect();
    }

    private void connect() throws Exception {
        sensu = broker.connect();
        channel = sensu.createChannel();
    }

    @AfterEach
    void disconnect() {
        sensu.abort();
    }

    @Test
    void whatSensusTransportPublishesIsHandledByTheHandlerItIsFor() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            publishAsSensuDoes("web-1");

            Begun begun = host.handling.next();
            assertThat(begun.client()).isEqualTo("web-1");
            assertThat(begun.told()).contains("ec2");
        }
    }

    @Test
    void anExchangeThatIsThereAlreadyIsTakenAsItIs() throws Exception {
        channel.exchangeDeclare(name, "fanout", true, true, Map.of());

        try (OneHost host = new OneHost(settings()).connected()) {
            channel.basicPublish(name, "", null, bytes("web-1"));

            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    void aQueueThatIsThereAlreadyIsTakenAsItIs() throws Exception {
        channel.queueDeclare(name, false, false, false, Map.of("x-max-priority", 3));
        channel.basicPublish("", name, null, bytes("web-1"));

        try (OneHost host = new OneHost(settings())) {
            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void whatAHostHasNotEndedGoesToAnotherAndWhatItHasEndedDoesNot(QueueType type) throws Exception {
        RabbitSettings settings = settings(name + type, type);
        try (OneHost first = new OneHost(settings).connected()) {
            channel.basicPublish("", name + type, null, bytes("ended"));
            channel.basicPublish("", name + type, null, bytes("begun"));
            first.handling.next().ends(DONE);
            first.handling.next();
            first.takesNoMore();
            first.settledButOne();
        }

        try (OneHost second = new OneHost(settings)) {
            assertThat(second.handling.next().client()).isEqualTo("begun");
            channel.basicPublish("", name + type, null, bytes("later"));
            assertThat(second.handling.next().client()).isEqualTo("later");
        }
    }

    @Test
    void noMoreAreTakenThanMayBeWithoutAResult() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            for (int i = 0; i < 8; i++) {
                publish("web-" + i);
            }
            Begun first = host.handling.next();
            for (int i = 1; i < 5; i++) {
                host.handling.next();
            }

            assertThat(host.handling.waiting()).isZero();
            first.ends(DONE);
            assertThat(host.handling.next().client()).isEqualTo("web-5");
        }
    }

    @Test
    void aFailureThatPassesComesAgainForTheHandlerThatFailedAlone() throws Exception {
        try (OneHost host = new OneHost(untold()).connected()) {
            publish("web-1");
            host.handling.next().ends(Result.failed("throttled", "two"), DONE);

            Begun again = host.handling.next();

            assertThat(again.client()).isEqualTo("web-1");
            assertThat(again.told()).contains("two");
            again.ends(DONE);
            assertThat(host.drain()).isTrue();
            assertThat(channel.queueDelete(name).getMessageCount()).isZero();
        }
    }

    @Test
    void afterSoManyTriesItIsGivenUpWithTheReason() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            publish("web-1");
            for (int i = 0; i < 3; i++) {
                host.handling.next().ends(Result.failed("throttled", "AWS asks for patience, " + i));
            }

            Delivery dead = dead();

            assertThat(new String(dead.getBody(), StandardCharsets.UTF_8)).isEqualTo(Intakes.text("web-1"));
            assertThat(header(dead, Message.CODE)).isEqualTo("throttled");
            assertThat(header(dead, Message.REASON)).isEqualTo("AWS asks for patience, 2");
            assertThat(header(dead, Message.HANDLER)).isEqualTo("ec2");
            assertThat(dead.getProperties().getHeaders()).doesNotContainKey(Message.TRIES);
            assertThat(host.codes).hasSize(3);
        }
    }

    @Test
    void poisonIsGivenUpAtOnceAndTheRestGoesOn() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            channel.basicPublish("", name, null, "{\"client\":".getBytes(StandardCharsets.UTF_8));
            publish("web-1");

            Delivery dead = dead();

            assertThat(header(dead, Message.CODE)).isEqualTo("malformed_event");
            assertThat(header(dead, Message.REASON)).contains("no JSON");
            assertThat(host.codes.take()).isEqualTo("malformed_event");
            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    @Tag("heavy")
    void itConnectsAgainToABrokerThatWasRestartedWhichHasKeptWhatSensuDidNotMarkPersistent() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            host.takesNoMore();
            publishAsSensuDoes("web-1");
            awaitReady(1);
        }
        broker.restart();
        connect();

        try (OneHost host = new OneHost(settings())) {
            assertThat(host.handling.next().client()).isEqualTo("web-1");
            broker.stop();
            host.trouble("127.0.0.1:" + broker.port());
            broker.restart();
            connect();
            host.connected();
            assertThat(host.handling.next().client()).isEqualTo("web-1");
            publishAsSensuDoes("web-2");
            assertThat(host.handling.next().client()).isEqualTo("web-2");
        }
    }

    @Test
    void queuesThatSomeoneDeletesAreMadeAgain() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            channel.queueDelete(name + ".retry.100ms");
            publish("web-1");
            host.handling.next().ends(Result.failed("throttled", "patience"));
            host.handling.next().ends(Result.failed("throttled", "patience"));

            assertThat(host.handling.next().client()).isEqualTo("web-1");

            channel.queueDelete(name);
            host.connected(3);
            publishAsSensuDoes("web-2");
            assertThat(host.handling.next().client()).isEqualTo("web-2");
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        BrokerSettings wrong =
                new BrokerSettings("127.0.0.1", broker.port(), "/", "guest", new Secret("hunter2"), Optional.empty());

        try (OneHost host = new OneHost(settings(name, QueueType.QUORUM, List.of(wrong)))) {
            assertThat(host.trouble("guest")).contains("check user, password").doesNotContain("hunter2");
        }
    }

    @Test
    void ofSeveralBrokersTheFirstOneThatAnswersIsTaken() throws Exception {
        BrokerSettings deaf = new BrokerSettings("127.0.0.1", 1, "/", "guest", new Secret("guest"), Optional.empty());

        try (OneHost host = new OneHost(settings(name, QueueType.QUORUM, List.of(deaf, here()))).connected()) {
            publish("web-1");

            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    void drainingSettlesWhatWasTakenAndLeavesTheRestToOthers() throws Exception {
        try (OneHost host = new OneHost(settings()).connected()) {
            publish("taken");
            Begun taken = host.handling.next();
            host.takesNoMore();
            publish("left");
            taken.ends(DONE);

            assertThat(host.drain()).isTrue();
        }

        try (OneHost other = new OneHost(settings())) {
            assertThat(other.handling.next().client()).isEqualTo("left");
            assertThat(other.handling.waiting()).isZero();
        }
    }

    private void publish(String client) throws IOException {
        channel.basicPublish("", name, null, bytes(client));
    }

    /** It declares the exchange with the flags of its library, says nothing of persistence, and has no routing key. */
    private void publishAsSensuDoes(String client) throws IOException {
        channel.exchangeDeclare(name, "direct", false, false, Map.of());
        channel.basicPublish(name, "", new BasicProperties(), bytes(client));
    }

    private void awaitReady(int count) throws IOException {
        while (channel.messageCount(name) < count) {
            Thread.onSpinWait();
        }
    }

    private Delivery dead() throws Exception {
        BlockingQueue<Delivery> dead = new LinkedBlockingQueue<>();
        channel.basicConsume(name + ".dead", true, (tag, one) -> dead.add(one), tag -> {});
        return Optional.ofNullable(dead.poll(60, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was given up"));
    }

    private static String header(Delivery message, String header) {
        return String.valueOf(message.getProperties().getHeaders().get(header));
    }

    private static byte[] bytes(String client) {
        return Intakes.text(client).getBytes(StandardCharsets.UTF_8);
    }

    private RabbitSettings settings() {
        return settings(name, QueueType.QUORUM);
    }

    private RabbitSettings settings(String queue, QueueType type) {
        return settings(queue, type, List.of(here()));
    }

    private static BrokerSettings here() {
        return new BrokerSettings("127.0.0.1", broker.port(), "/", "guest", new Secret("guest"), Optional.empty());
    }

    private RabbitSettings settings(String queue, QueueType type, List<BrokerSettings> brokers) {
        return new RabbitSettings(
                brokers,
                queue,
                type,
                Optional.of(new ExchangeSettings(name, "direct", false, false)),
                Optional.of("ec2"),
                5,
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }

    private RabbitSettings untold() {
        return new RabbitSettings(
                List.of(here()),
                name,
                QueueType.QUORUM,
                Optional.empty(),
                Optional.empty(),
                5,
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(5));
    }
}
