package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.MessageProperties;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.ExchangeSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.intake.Intakes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A queue of a real broker, as a Sensu server sees it that publishes there, and an operator who looks into it. */
final class TestQueue implements AutoCloseable {

    private final RealBroker broker;
    private final String name;
    private Connection sensu;
    private Channel channel;

    TestQueue(RealBroker broker, String name) throws Exception {
        this.broker = broker;
        this.name = name;
        sensu = broker.connect();
        channel = sensu.createChannel();
    }

    /** Needed after each of the broker's ends. */
    void connectAgain() throws Exception {
        sensu.abort();
        sensu = broker.connect();
        channel = sensu.createChannel();
    }

    String name() {
        return name;
    }

    Channel channel() {
        return channel;
    }

    static byte[] bytes(String client) {
        return Intakes.text(client).getBytes(StandardCharsets.UTF_8);
    }

    void publish(String client) throws IOException {
        channel.basicPublish("", name, null, bytes(client));
    }

    /** It declares the exchange with the flags of its library, says nothing of persistence, and has no routing key. */
    void publishAsSensuDoes(String client) throws IOException {
        channel.exchangeDeclare(name, "direct", false, false, Map.of());
        channel.basicPublish(name, "", new BasicProperties(), bytes(client));
    }

    /** Comes back once the broker has confirmed all of them, each of them persistent. */
    void publishForCertain(List<String> clients) throws Exception {
        channel.confirmSelect();
        for (String client : clients) {
            channel.basicPublish("", name, MessageProperties.MINIMAL_PERSISTENT_BASIC, bytes(client));
        }
        channel.waitForConfirmsOrDie();
    }

    void awaitReady(int count) throws IOException {
        while (channel.messageCount(name) < count) {
            LockSupport.parkNanos(OneHost.PAUSE_NANOS);
        }
    }

    /** The next that was given up. */
    Delivery dead() throws Exception {
        BlockingQueue<Delivery> dead = new LinkedBlockingQueue<>();
        channel.basicConsume(name + ".dead", true, (tag, one) -> dead.add(one), tag -> {});
        return Optional.ofNullable(dead.poll(60, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was given up"));
    }

    BrokerSettings here() {
        return at(broker.port(), "guest");
    }

    static BrokerSettings at(int port, String password) {
        return new BrokerSettings("127.0.0.1", port, "/", "guest", new Secret(password), Optional.empty());
    }

    /** With an exchange of the queue's name, and for handler ec2. */
    RabbitSettings settings() {
        return settings(QueueType.QUORUM, List.of(here()));
    }

    RabbitSettings settings(QueueType type, List<BrokerSettings> brokers) {
        return settings(
                type, brokers, Optional.of(new ExchangeSettings(name, "direct", false, false)), Optional.of("ec2"));
    }

    /** The names in the events count. */
    RabbitSettings untold() {
        return settings(QueueType.QUORUM, List.of(here()), Optional.empty(), Optional.empty());
    }

    private RabbitSettings settings(
            QueueType type,
            List<BrokerSettings> brokers,
            Optional<ExchangeSettings> exchange,
            Optional<String> handler) {
        return new RabbitSettings(
                brokers, name, type, exchange, handler, 5, 3, Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        sensu.abort();
    }
}
