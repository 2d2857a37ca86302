package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PublisherTest {

    private final FakeBroker broker = new FakeBroker();
    private Publisher publisher;

    @BeforeEach
    void connect() throws IOException {
        publisher = new Publisher(broker.connection());
    }

    @Test
    void whatIsPublishedIsTheBrokersOnceItHasConfirmedIt() throws Exception {
        CompletableFuture<Void> first = publish("first");
        CompletableFuture<Void> second = publish("second");
        assertThat(broker.asked()).isEqualTo("publish first");
        assertThat(broker.asked()).isEqualTo("publish second");

        broker.confirms(2, false);

        assertThat(second).isCompleted();
        assertThat(first).isNotDone();
        broker.confirms(1, false);
        assertThat(first).isCompleted();
    }

    @Test
    void aBrokerMayConfirmSeveralAtOnce() throws Exception {
        CompletableFuture<Void> first = publish("first");
        CompletableFuture<Void> second = publish("second");
        CompletableFuture<Void> third = publish("third");

        broker.confirms(2, true);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
    }

    @Test
    void whatTheBrokerCannotStoreHasFailed() throws Exception {
        CompletableFuture<Void> first = publish("first");
        CompletableFuture<Void> second = publish("second");

        broker.cannotStore(1, false);

        assertFailed(first, "the broker could not store it");
        assertThat(second).isNotDone();
    }

    @Test
    void whatComesBackForWantOfAQueueHasFailedThoughItIsConfirmedAfterwards() throws Exception {
        CompletableFuture<Void> confirmed = publish("gone");

        broker.returns("gone");
        broker.confirms(1, false);

        assertFailed(confirmed, "there is no queue gone");
    }

    @Test
    void headersAreLeftOutThatDoNotFitIntoAFrameOfTheBrokers() throws Exception {
        broker.frameMax = 8_192;

        assertThat(publish("q")).isNotDone();

        assertThat(broker.published.get(0).getHeaders()).isEmpty();
    }

    @Test
    void aBrokerWithoutABoundGetsThemAll() throws Exception {
        broker.frameMax = 0;

        assertThat(publish("q")).isNotDone();

        assertThat(broker.published.get(0).getHeaders()).containsOnlyKeys("x-other");
    }

    private CompletableFuture<Void> publish(String queue) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .headers(Map.of("x-other", "x".repeat(10_000)))
                .build();
        return publisher.publish(new Copy(queue, properties), new byte[0]);
    }

    private static void assertFailed(CompletableFuture<Void> one, String why) {
        assertThat(one.handle((done, e) -> e.getMessage()).join()).isEqualTo(why);
    }
}
