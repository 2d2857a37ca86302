package io.sensuhost.host.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where events come from over RabbitMQ: {@code host.rabbitmq}. What it does not say about brokers is taken from Sensu's own
 * scope {@code rabbitmq}.
 *
 * @param brokers those that may be connected to, at least one
 * @param queue {@code sensu-host} by default
 * @param queueType what the queues are made as that are not there yet; {@link QueueType#QUORUM} by default
 * @param exchange what the queue is bound to, if to anything; by default that of {@code handlers.HANDLER}, where this is a
 *     handler of type {@code transport}
 * @param handler the handler that the Sensu server has chosen for all that comes in here
 * @param prefetch how many events are taken before their results are out; 500 by default
 * @param tries how often an event is handled whose failures will pass; 5 by default
 * @param retryDelay how long it waits in between; 30 s by default
 * @param heartbeat how long a silent broker is believed to be there; 30 s by default
 */
public record RabbitSettings(
        List<BrokerSettings> brokers,
        String queue,
        QueueType queueType,
        Optional<ExchangeSettings> exchange,
        Optional<String> handler,
        int prefetch,
        int tries,
        Duration retryDelay,
        Duration heartbeat) {

    /** The kinds of queue, written in lower case in the configuration. */
    public enum QueueType {
        /** Replicated and always on disk, whatever the messages say; RabbitMQ 3.10 or later. */
        QUORUM,
        /** On disk where the messages say so; any RabbitMQ. */
        CLASSIC
    }

    private static final Shape<String> QUEUE_TYPE = Shape.oneOf(List.of("quorum", "classic"));

    /** The broker's names have 255 bytes at most, and ours go on. */
    private static final Shape<String> QUEUE =
            Shape.text("a string of 1 to 200 characters", text -> !text.isEmpty() && text.length() <= 200);

    static RabbitSettings read(Attributes rabbitmq, Attributes root) {
        Optional<String> handler = rabbitmq.get("handler", Shape.TEXT);
        List<Attributes> sensus = root.brokers("rabbitmq");
        RabbitSettings settings = new RabbitSettings(
                brokers(rabbitmq, sensus),
                rabbitmq.get("queue", QUEUE, "sensu-host"),
                QueueType.valueOf(
                        rabbitmq.get("queue_type", QUEUE_TYPE, "quorum").toUpperCase(Locale.ROOT)),
                rabbitmq.find("exchange")
                        .map(ExchangeSettings::read)
                        .or(() -> handler.flatMap(name -> pipe(root, name))),
                handler,
                rabbitmq.get("prefetch", Shape.whole(1, 5000), 500),
                rabbitmq.get("tries", Shape.whole(1, 1000), 5),
                rabbitmq.get("retry_delay", Shape.SECONDS, 30),
                Duration.ofSeconds(rabbitmq.get("heartbeat", Shape.whole(1, 600), 30)));
        rabbitmq.warnOfOthers();
        sensus.forEach(Attributes::warnOfMisspelt);
        return settings;
    }

    private static Optional<ExchangeSettings> pipe(Attributes root, String handler) {
        return root.object("handlers")
                .find(handler)
                .filter(definition -> definition
                        .get("type", Shape.ANY_TEXT)
                        .filter("transport"::equals)
                        .isPresent())
                .flatMap(definition -> definition.find("pipe"))
                .map(ExchangeSettings::ofPipe)
                .filter(exchange -> !exchange.name().isEmpty());
    }

    private static List<BrokerSettings> brokers(Attributes own, List<Attributes> sensus) {
        Layers ours = new Layers(List.of(own));
        List<Attributes> listed = own.brokers("brokers");
        if (listed.isEmpty() && !own.isSet("host") && !sensus.isEmpty()) {
            return sensus.stream()
                    .map(broker -> BrokerSettings.read(ours.over(broker)))
                    .toList();
        }
        Layers layers = sensus.stream().findFirst().map(ours::over).orElse(ours);
        if (listed.isEmpty()) {
            return List.of(BrokerSettings.read(layers));
        }
        return listed.stream()
                .map(broker -> {
                    BrokerSettings settings = BrokerSettings.read(layers.under(broker));
                    broker.warnOfOthers();
                    return settings;
                })
                .toList();
    }
}
