package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.sensuhost.host.config.ExchangeSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Makes queues and exchange where they are not there, and takes them as they are where they are: to declare something again
 * with other flags would break the channel, Sensu's if we came first.
 */
final class Topology {

    private static final int MOST_DEAD = 100_000;

    /** A message that takes the host down with it must not do so for ever. */
    private static final int MOST_DELIVERIES = 20;

    private final Connection connection;
    private final RabbitSettings settings;
    private final QueueNames queues;

    private Topology(Connection connection, RabbitSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.queues = QueueNames.of(settings);
    }

    static void provide(Connection connection, RabbitSettings settings) throws IOException, TimeoutException {
        Topology topology = new Topology(connection, settings);
        topology.queue(topology.queues.dead(), Map.of("x-max-length", MOST_DEAD));
        topology.queue(topology.queues.main(), topology.main());
        topology.queue(topology.queues.retry(), topology.retry());
        if (settings.exchange().isPresent()) {
            topology.bind(settings.exchange().get());
        }
    }

    private Map<String, Object> main() {
        if (settings.queueType() == QueueType.CLASSIC) {
            return Map.of();
        }
        Map<String, Object> arguments = deadLettersTo(queues.dead());
        arguments.put("x-delivery-limit", MOST_DELIVERIES);
        return arguments;
    }

    private Map<String, Object> retry() {
        Map<String, Object> arguments = deadLettersTo(queues.main());
        arguments.put("x-message-ttl", Math.max(1, settings.retryDelay().toMillis()));
        return arguments;
    }

    /** A quorum queue keeps a message until the other one has it, which takes that it does not drop any by itself. */
    private Map<String, Object> deadLettersTo(String queue) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("x-dead-letter-exchange", "");
        arguments.put("x-dead-letter-routing-key", queue);
        if (settings.queueType() == QueueType.QUORUM) {
            arguments.put("x-dead-letter-strategy", "at-least-once");
            arguments.put("x-overflow", "reject-publish");
        }
        return arguments;
    }

    private void queue(String name, Map<String, Object> more) throws IOException, TimeoutException {
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        arguments.put("x-queue-type", settings.queueType() == QueueType.QUORUM ? "quorum" : "classic");
        unlessThere(
                channel -> channel.queueDeclarePassive(name),
                channel -> channel.queueDeclare(name, true, false, false, arguments));
    }

    private void bind(ExchangeSettings exchange) throws IOException, TimeoutException {
        unlessThere(
                channel -> channel.exchangeDeclarePassive(exchange.name()),
                channel -> channel.exchangeDeclare(
                        exchange.name(), exchange.type(), exchange.durable(), exchange.autoDelete(), Map.of()));
        try (Channel channel = connection.createChannel()) {
            channel.queueBind(queues.main(), exchange.name(), "");
        }
    }

    private void unlessThere(Declaration look, Declaration make) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            look.on(channel);
        } catch (IOException e) {
            if (!isNotFound(e)) {
                throw e;
            }
            try (Channel channel = connection.createChannel()) {
                make.on(channel);
            }
        }
    }

    private static boolean isNotFound(IOException e) {
        return e.getCause() instanceof ShutdownSignalException closed
                && closed.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    @FunctionalInterface
    private interface Declaration {
        void on(Channel channel) throws IOException;
    }
}
