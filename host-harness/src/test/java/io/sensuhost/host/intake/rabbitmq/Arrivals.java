package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How events come in. */
interface Arrivals extends OnAQueue {

    @Test
    default void whatSensusTransportPublishesIsHandledByTheHandlerItIsFor() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().publishAsSensuDoes("web-1");

            Begun begun = host.handling.next();
            assertThat(begun.client()).isEqualTo("web-1");
            assertThat(begun.told()).contains("ec2");
        }
    }

    @Test
    default void anExchangeThatIsThereAlreadyIsTakenAsItIs() throws Exception {
        String exchange = queue().name();
        queue().channel().exchangeDeclare(exchange, "fanout", true, true, Map.of());

        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().channel().basicPublish(exchange, "", null, TestQueue.bytes("web-1"));

            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    default void aQueueThatIsThereAlreadyIsTakenAsItIs() throws Exception {
        queue().channel().queueDeclare(queue().name(), false, false, false, Map.of("x-max-priority", 3));
        queue().publish("web-1");

        try (OneHost host = new OneHost(queue().settings())) {
            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }

    @Test
    default void noMoreAreTakenThanMayBeWithoutAResult() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            for (int i = 0; i < 8; i++) {
                queue().publish("web-" + i);
            }
            Begun first = host.handling.next();
            for (int i = 1; i < 5; i++) {
                host.handling.next();
            }

            assertThat(host.handling.waiting()).isZero();
            first.ends(FakeHandling.DONE);
            assertThat(host.handling.next().client()).isEqualTo("web-5");
        }
    }
}
