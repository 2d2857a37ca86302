package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import io.sensuhost.host.config.ExchangeSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TopologyTest {

    private static final Optional<ExchangeSettings> EXCHANGE =
            Optional.of(new ExchangeSettings("events", "direct", false, false));

    private final FakeBroker broker = new FakeBroker();

    @Test
    void whatFailsInAQuorumQueueIsKeptUntilTheOtherOneHasIt() throws Exception {
        provide(QueueType.QUORUM, EXCHANGE);

        assertThat(broker.queues.get("q"))
                .isEqualTo(Map.of(
                        "x-queue-type", "quorum",
                        "x-dead-letter-exchange", "",
                        "x-dead-letter-routing-key", "q.dead",
                        "x-dead-letter-strategy", "at-least-once",
                        "x-overflow", "reject-publish",
                        "x-delivery-limit", 20));
        assertThat(broker.queues.get("q.retry.30s"))
                .isEqualTo(Map.of(
                        "x-queue-type", "quorum",
                        "x-dead-letter-exchange", "",
                        "x-dead-letter-routing-key", "q",
                        "x-dead-letter-strategy", "at-least-once",
                        "x-overflow", "reject-publish",
                        "x-message-ttl", 30_000L));
        assertThat(broker.queues.get("q.dead")).isEqualTo(Map.of("x-queue-type", "quorum", "x-max-length", 100_000));
    }

    @Test
    void classicQueuesAreMadeOfWhatAnyBrokerKnows() throws Exception {
        provide(QueueType.CLASSIC, EXCHANGE);

        assertThat(broker.queues.get("q")).isEqualTo(Map.of("x-queue-type", "classic"));
        assertThat(broker.queues.get("q.retry.30s"))
                .isEqualTo(Map.of(
                        "x-queue-type", "classic",
                        "x-dead-letter-exchange", "",
                        "x-dead-letter-routing-key", "q",
                        "x-message-ttl", 30_000L));
    }

    @Test
    void theQueueIsBoundToTheExchangeWhichIsMadeWhereItIsNotThere() throws Exception {
        provide(QueueType.QUORUM, EXCHANGE);

        assertThat(broker.exchanges).isEqualTo(Map.of("events", "direct"));
        assertThat(broker.asked()).isEqualTo("bind q to events");
    }

    @Test
    void withoutAnExchangeNothingIsBound() throws Exception {
        provide(QueueType.QUORUM, Optional.empty());

        assertThat(broker.exchanges).isEmpty();
        assertThat(broker.wasAskedNothingMore()).isTrue();
    }

    @Test
    void whatIsThereIsTakenAsItIs() throws Exception {
        broker.queues.put("q", Map.of("x-max-priority", 3));
        broker.exchanges.put("events", "fanout");

        provide(QueueType.QUORUM, EXCHANGE);

        assertThat(broker.queues.get("q")).isEqualTo(Map.of("x-max-priority", 3));
        assertThat(broker.exchanges).isEqualTo(Map.of("events", "fanout"));
    }

    @Test
    void whatMayNotBeLookedAtIsNotMade() {
        IOException forbidden = FakeBroker.closed(AMQP.ACCESS_REFUSED, "access refused");
        broker.refuses.put("queueDeclarePassive", forbidden);

        assertThatThrownBy(() -> provide(QueueType.QUORUM, EXCHANGE)).isSameAs(forbidden);
        assertThat(broker.queues).isEmpty();
    }

    @Test
    void norIsAnythingMadeWhereTheConnectionBreaks() {
        IOException broken = new IOException("broken pipe");
        broker.refuses.put("queueDeclarePassive", broken);

        assertThatThrownBy(() -> provide(QueueType.QUORUM, EXCHANGE)).isSameAs(broken);
        assertThat(broker.queues).isEmpty();
    }

    private void provide(QueueType type, Optional<ExchangeSettings> exchange) throws Exception {
        Topology.provide(
                broker.connection(),
                new RabbitSettings(
                        List.of(),
                        "q",
                        type,
                        exchange,
                        Optional.empty(),
                        5,
                        3,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5)));
    }
}
