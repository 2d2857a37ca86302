package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Brokers that do not answer, or not as they should. */
interface Reconnections extends OnAQueue {

    @Test
    default void queuesThatSomeoneDeletesAreMadeAgain() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().channel().queueDelete(queue().name() + ".retry.100ms");
            queue().publish("web-1");
            host.handling.next().ends(Result.failed("throttled", "patience"));
            host.handling.next().ends(Result.failed("throttled", "patience"));

            assertThat(host.handling.next().client()).isEqualTo("web-1");

            queue().channel().queueDelete(queue().name());
            host.connected(3);
            queue().publishAsSensuDoes("web-2");
            assertThat(host.handling.next().client()).isEqualTo("web-2");
        }
    }

    @Test
    default void aWrongPasswordIsSaidAndNotShown() {
        List<BrokerSettings> wrong = List.of(TestQueue.at(queue().here().port(), "hunter2"));

        try (OneHost host = new OneHost(queue().settings(QueueType.QUORUM, wrong))) {
            assertThat(host.trouble("guest")).contains("check user, password").doesNotContain("hunter2");
        }
    }

    @Test
    default void ofSeveralBrokersTheFirstOneThatAnswersIsTaken() throws Exception {
        List<BrokerSettings> brokers = List.of(TestQueue.at(1, "guest"), queue().here());

        try (OneHost host = new OneHost(queue().settings(QueueType.QUORUM, brokers)).connected()) {
            queue().publish("web-1");

            assertThat(host.handling.next().client()).isEqualTo("web-1");
        }
    }
}
