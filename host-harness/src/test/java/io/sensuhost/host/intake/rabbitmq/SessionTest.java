package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SessionTest {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Result THROTTLED = Result.failed("throttled", "patience");

    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeBroker broker = new FakeBroker();
    private final FakeHandling handling = new FakeHandling();
    private final EventQueue queue = new EventQueue(10, 1 << 20);
    private final Dispatcher dispatcher = new Dispatcher(queue, handling, (source, outcome) -> {}, 10);
    private Session session;

    @BeforeEach
    void begin() throws Exception {
        dispatcher.start();
        session = session();
        assertThat(broker.asked()).isEqualTo("consume q");
    }

    private Session session() throws IOException {
        return Session.begin(
                broker.link(),
                "q",
                new Incoming(
                        new EventDecoder(clock, () -> new EntityScopes(Map.of())), () -> Optional.of("ec2"), queue),
                new Remainder(new QueueNames("q", "q.retry", "q.dead"), 3, clock::now, metrics),
                metrics);
    }

    @AfterEach
    void end() {
        session.close();
        queue.close();
    }

    @Test
    void whatWasHandledIsAcknowledgedAndNothingBefore() throws Exception {
        broker.delivers(7, "web-1", false);
        Begun begun = handling.next();
        assertThat(session.unsettled()).isOne();
        assertThat(broker.wasAskedNothingMore()).isTrue();

        begun.ends(FakeHandling.DONE);

        assertThat(broker.asked()).isEqualTo("ack 7");
        session.drain(FOR_EVER);
        assertThat(session.unsettled()).isZero();
    }

    @Test
    void whatFailedIsAcknowledgedOnceTheBrokerHasItBack() throws Exception {
        broker.delivers(7, "web-1", false);
        handling.next().ends(THROTTLED);
        assertThat(broker.asked()).isEqualTo("publish q.retry");
        assertThat(broker.bodies).containsExactly(TestQueue.bytes("web-1"));
        assertThat(broker.wasAskedNothingMore()).isTrue();

        broker.confirms(1, false);

        assertThat(broker.asked()).isEqualTo("ack 7");
    }

    @Test
    void whereTwoHandlersFailedBothCopiesHaveToBeThere() throws Exception {
        broker.delivers(7, "web-1", false);
        handling.next().ends(THROTTLED, Result.failed("access_denied", "no"));
        assertThat(broker.asked()).isEqualTo("publish q.retry");
        assertThat(broker.asked()).isEqualTo("publish q.dead");

        broker.confirms(1, false);
        broker.cannotStore(2, false);

        assertThat(session.awaitEnd()).contains("the broker could not store it");
        assertThat(broker.wasAskedNothingMore()).isTrue();
    }

    @Test
    void whatCannotBePutBackStaysTheBrokersAndEndsTheSession() throws Exception {
        broker.refuses.put("basicPublish", new IOException("broken pipe"));
        broker.delivers(7, "web-1", false);
        handling.next().ends(THROTTLED);

        assertThat(session.awaitEnd()).isEqualTo("what failed cannot be put back: broken pipe");
        assertThat(broker.wasAskedNothingMore()).isTrue();
        assertThat(session.unsettled()).isOne();
    }

    @Test
    void whatTheHostFailsAtByAMistakeIsGivenUp() throws Exception {
        broker.delivers(7, "web-1", false);
        handling.next().outcomes().completeExceptionally(new IllegalStateException("a mistake"));

        assertThat(broker.asked()).isEqualTo("publish q.dead");
        assertThat(broker.published.get(0).getHeaders()).containsEntry(Message.CODE, "host_bug");
    }

    @Test
    void anAcknowledgementThatDoesNotArriveLeavesNobodyWaiting() throws Exception {
        broker.refuses.put("basicAck", new IOException("broken pipe"));
        broker.delivers(7, "web-1", false);
        handling.next().ends(FakeHandling.DONE);

        session.drain(FOR_EVER);

        assertThat(session.unsettled()).isZero();
    }

    @Test
    void deliveriesAreCountedThoseThatComeAgainApart() throws Exception {
        broker.delivers(1, "web-1", false);
        broker.delivers(2, "web-2", true);
        broker.delivers(3, "web-3", true);

        assertThat(metrics.counted("rabbitmq_deliveries", "redelivered", "false"))
                .isEqualTo(1);
        assertThat(metrics.counted("rabbitmq_deliveries", "redelivered", "true"))
                .isEqualTo(2);
    }

    @Test
    void oneThatIsStoppedTakesNothingMoreAndSettlesWhatItHas() throws Exception {
        broker.delivers(1, "web-1", false);
        Begun begun = handling.next();

        session.stop();
        broker.delivers(2, "web-2", false);

        assertThat(broker.asked()).isEqualTo("cancel");
        assertThat(session.unsettled()).isOne();
        begun.ends(FakeHandling.DONE);
        assertThat(broker.asked()).isEqualTo("ack 1");
    }

    @Test
    void oneMayBeStoppedThatHasNothingToStop() throws Exception {
        broker.refuses.put("basicCancel", new IOException("broken pipe"));

        session.stop();

        broker.delivers(1, "web-1", false);
        assertThat(session.unsettled()).isZero();
    }

    @Test
    void whatComesWhenNothingIsTakenInAnyMoreStaysTheBrokers() throws Exception {
        queue.close();

        broker.delivers(1, "web-1", false);

        assertThat(session.unsettled()).isZero();
        assertThat(broker.wasAskedNothingMore()).isTrue();
    }

    @Test
    void whoeverDeletesTheQueueEndsIt() throws Exception {
        broker.deletesTheQueue();

        assertThat(session.awaitEnd()).isEqualTo("the queue was deleted");
    }

    @Test
    void onceTheConnectionIsBrokenNothingIsSettledAndNobodyWaitsForThat() throws Exception {
        broker.delivers(7, "web-1", false);
        Begun begun = handling.next();

        broker.breaks("the broker is going down");

        assertThat(session.awaitEnd()).isEqualTo("the broker is going down");
        session.drain(FOR_EVER);
        begun.ends(FakeHandling.DONE);
        assertThat(dispatcher.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(session.unsettled()).isOne();
        assertThat(broker.wasAskedNothingMore()).isTrue();
    }

    @Test
    void closingItEndsItAndBothConnections() throws Exception {
        session.close();

        assertThat(session.awaitEnd()).isEqualTo("the host is stopping");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
    }

    @Test
    void oneThatMayNotTakeMessagesLeavesNoConnection() throws Exception {
        IOException refused = FakeBroker.closed(AMQP.ACCESS_REFUSED, "access refused");
        broker.refuses.put("basicConsume", refused);

        assertThatThrownBy(this::session).isSameAs(refused);

        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
    }
}
