package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that are stopped, killed and started again. */
@Tag("heavy")
@ExtendWith(InstalledBroker.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class BrokerFailureIT {

    private static final int EVENTS = 500;

    @TempDir
    private Path directory;

    @Test
    void itConnectsAgainToABrokerThatWasRestartedWhichHasKeptWhatSensuDidNotMarkPersistent() throws Exception {
        try (RealBroker broker = RealBroker.start(directory);
                TestQueue queue = new TestQueue(broker, "restarted")) {
            try (OneHost host = new OneHost(queue.settings()).connected()) {
                host.takesNoMore();
                queue.publishAsSensuDoes("web-1");
                queue.awaitReady(1);
            }
            broker.restart();
            queue.connectAgain();

            try (OneHost host = new OneHost(queue.settings())) {
                assertThat(host.handling.next().client()).isEqualTo("web-1");
                broker.stop();
                host.trouble("127.0.0.1:" + broker.port());
                broker.restart();
                queue.connectAgain();
                host.connected();
                assertThat(host.handling.next().client()).isEqualTo("web-1");
                queue.publishAsSensuDoes("web-2");
                assertThat(host.handling.next().client()).isEqualTo("web-2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void nothingThatItHadConfirmedIsLostWhenABrokerIsKilledAndStartedAgain(QueueType type) throws Exception {
        List<String> clients =
                IntStream.range(0, EVENTS).mapToObj(i -> "web-" + i).toList();
        try (RealBroker broker = RealBroker.start(directory);
                TestQueue queue = new TestQueue(broker, "killed")) {
            RabbitSettings settings = queue.settings(type, List.of(queue.here()));
            try (OneHost host = new OneHost(settings).connected()) {
                queue.publishForCertain(clients);
                Set<String> handled = new HashSet<>();
                while (handled.size() < EVENTS / 2) {
                    handle(host, handled);
                }

                broker.kill();
                host.trouble("127.0.0.1:" + broker.port());
                broker.restart();
                while (handled.size() < EVENTS) {
                    handle(host, handled);
                }

                assertThat(host.metrics.counted("rabbitmq_connects")).isEqualTo(2);
                assertThat(handled).containsExactlyInAnyOrderElementsOf(clients);
            }
        }
    }

    @Test
    void whereTheFirstOfTwoBrokersIsKilledTheNextIsTaken() throws Exception {
        try (RealBroker first = RealBroker.start(directory.resolve("first"));
                RealBroker second = RealBroker.start(directory.resolve("second"));
                TestQueue there = new TestQueue(first, "two");
                TestQueue elsewhere = new TestQueue(second, "two")) {
            RabbitSettings both = there.settings(QueueType.QUORUM, List.of(there.here(), elsewhere.here()));
            try (OneHost host = new OneHost(both).connected()) {
                there.publish("web-1");
                assertThat(host.handling.next().client()).isEqualTo("web-1");

                first.kill();
                host.connected(2);
                elsewhere.publish("web-2");

                assertThat(host.handling.next().client()).isEqualTo("web-2");
            }
        }
    }

    private static void handle(OneHost host, Set<String> handled) throws Exception {
        Begun begun = host.handling.next();
        handled.add(begun.client());
        begun.ends(FakeHandling.DONE);
    }
}
