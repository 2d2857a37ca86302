package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import io.sensuhost.api.Result;
import io.sensuhost.host.intake.Intakes;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes again, and what is given up. */
interface SecondTries extends OnAQueue {

    @Test
    default void aFailureThatPassesComesAgainForTheHandlerThatFailedAlone() throws Exception {
        try (OneHost host = new OneHost(queue().untold()).connected()) {
            queue().publish("web-1");
            host.handling.next().ends(Result.failed("throttled", "two"), FakeHandling.DONE);

            Begun again = host.handling.next();

            assertThat(again.client()).isEqualTo("web-1");
            assertThat(again.told()).contains("two");
            again.ends(FakeHandling.DONE);
            assertThat(host.drain()).isTrue();
            assertThat(queue().channel().queueDelete(queue().name()).getMessageCount())
                    .isZero();
        }
    }

    @Test
    default void afterSoManyTriesItIsGivenUpWithTheReason() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().publish("web-1");
            for (int i = 0; i < 3; i++) {
                host.handling.next().ends(Result.failed("throttled", "AWS asks for patience, " + i));
            }

            Delivery dead = queue().dead();

            assertThat(new String(dead.getBody(), StandardCharsets.UTF_8)).isEqualTo(Intakes.text("web-1"));
            assertThat(header(dead, Message.CODE)).isEqualTo("throttled");
            assertThat(header(dead, Message.REASON)).isEqualTo("AWS asks for patience, 2");
            assertThat(header(dead, Message.HANDLER)).isEqualTo("ec2");
            assertThat(dead.getProperties().getHeaders()).doesNotContainKey(Message.TRIES);
            assertThat(host.codes).hasSize(3);
        }
    }

    @Test
    default void poisonIsGivenUpAtOnceAndTheRestGoesOn() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().channel().basicPublish("", queue().name(), null, "{\"client\":".getBytes(StandardCharsets.UTF_8));
            queue().publish("web-1");

            Delivery dead = queue().dead();

            assertThat(header(dead, Message.CODE)).isEqualTo("malformed_event");
            assertThat(header(dead, Message.REASON)).contains("no JSON");
            assertThat(host.codes.take()).isEqualTo("malformed_event");
            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    default void headersThatLeaveNoRoomForOursAreLeftOut() throws Exception {
        BasicProperties full = new BasicProperties.Builder()
                .headers(Map.of("x-of-others", "x".repeat(130_900)))
                .correlationId("mine")
                .build();
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().channel().basicPublish("", queue().name(), full, TestQueue.bytes("web-1"));
            host.handling.next().ends(Result.failed("access_denied", "x".repeat(1_000)));

            Delivery dead = queue().dead();

            assertThat(header(dead, Message.CODE)).isEqualTo("access_denied");
            assertThat(dead.getProperties().getHeaders()).doesNotContainKey("x-of-others");
            assertThat(dead.getProperties().getCorrelationId()).isEqualTo("mine");
        }
    }

    private static String header(Delivery message, String header) {
        return String.valueOf(message.getProperties().getHeaders().get(header));
    }
}
