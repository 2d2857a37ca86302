package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RabbitIntakeTest {

    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeBroker broker = new FakeBroker();
    private final EventQueue queue = new EventQueue(10, 1 << 20);
    private final CountDownLatch connecting = new CountDownLatch(1);
    private volatile CountDownLatch answers = new CountDownLatch(1);
    private Optional<RabbitIntake> intake = Optional.empty();

    @AfterEach
    void close() {
        intake.ifPresent(RabbitIntake::close);
        queue.close();
    }

    @Test
    void ofSeveralBrokersTheFirstThatAnswersIsTaken() throws Exception {
        answers.countDown();

        RabbitIntake connected = start("gone", "here");

        assertThat(broker.asked()).isEqualTo("consume q");
        awaitConnects(1);
        assertThat(connected.trouble()).isEmpty();
        assertThat(metrics.gauged("rabbitmq_connected")).hasValue(1);
    }

    @Test
    void whereNoneAnswersItSaysWhichAndWhy() throws Exception {
        RabbitIntake connected = start("gone");

        while (connected.trouble().equals(Optional.of("not connected yet"))) {
            Thread.onSpinWait();
        }
        assertThat(connected.trouble()).contains("gone:5672: Connection refused");
        assertThat(metrics.gauged("rabbitmq_connected")).hasValue(0);
    }

    @Test
    void whenTheConnectionBreaksItConnectsAgain() throws Exception {
        answers.countDown();
        start("here");
        awaitConnects(1);
        assertThat(broker.asked()).isEqualTo("consume q");

        broker.breaks("the broker is going down");

        awaitConnects(2);
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("consume q");
    }

    @Test
    void untilItIsConnectedAgainItSaysWhatHasBroken() throws Exception {
        answers.countDown();
        RabbitIntake connected = start("here");
        awaitConnects(1);

        answers = new CountDownLatch(1);
        broker.breaks("the broker is going down");

        while (connected.trouble().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(connected.trouble()).contains("here:5672: the broker is going down");
        answers.countDown();
    }

    @Test
    void whatIsNotSettledCanBeSeen() throws Exception {
        answers.countDown();
        start("here");
        awaitConnects(1);

        broker.delivers(1, "web-1", false);

        assertThat(metrics.gauged("rabbitmq_unsettled")).hasValue(1);
    }

    @Test
    void drainingTakesNothingMoreWaitsForWhatWasTakenAndLeavesNoConnection() throws Exception {
        FakeHandling handling = new FakeHandling();
        new Dispatcher(queue, handling, (source, outcome) -> {}, 1).start();
        answers.countDown();
        RabbitIntake connected = start("here");
        awaitConnects(1);
        assertThat(broker.asked()).isEqualTo("consume q");
        broker.delivers(1, "web-1", false);
        Begun begun = handling.next();

        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(connected));
        assertThat(broker.asked()).isEqualTo("cancel");
        begun.ends(FakeHandling.DONE);

        drained.get(30, TimeUnit.SECONDS);
        assertThat(broker.asked()).isEqualTo("ack 1");
        assertThat(broker.asked()).isEqualTo("cancel");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
    }

    @Test
    void whoClosesItWhileItConnectsLeavesNoConnection() throws Exception {
        RabbitIntake connected = start("here");
        connecting.await();

        connected.close();
        answers.countDown();

        assertThat(broker.asked()).isEqualTo("consume q");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(metrics.counted("rabbitmq_connects")).isZero();
    }

    private static void drain(RabbitIntake intake) {
        try {
            intake.drain(Duration.ofHours(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private RabbitIntake start(String... hosts) {
        Incoming incoming =
                new Incoming(new EventDecoder(clock, () -> new EntityScopes(Map.of())), Optional::empty, queue);
        RabbitIntake started = RabbitIntake.start(TestSettings.of(hosts), this::open, incoming, clock, metrics);
        intake = Optional.of(started);
        return started;
    }

    private Link open(BrokerSettings settings) throws IOException {
        if (settings.host().equals("gone")) {
            throw new ConnectException("Connection refused");
        }
        connecting.countDown();
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return broker.link();
    }

    private void awaitConnects(int times) {
        while (metrics.counted("rabbitmq_connects") < times) {
            Thread.onSpinWait();
        }
    }
}
