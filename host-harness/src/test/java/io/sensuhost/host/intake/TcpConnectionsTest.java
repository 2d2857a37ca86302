package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Senders one at a time, each read when the test says so. */
@Timeout(60)
final class TcpConnectionsTest {

    private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(10);
    private static final Duration WITHIN_EVENT = Duration.ofMinutes(1);
    private static final Duration A_BIT = Duration.ofNanos(1);
    private static final String NOT_DONE = "{\"padding\":\"";

    private final ManualClock clock = new ManualClock();
    private final EventQueue queue = new EventQueue(2, 1 << 20);
    private final List<SocketChannel> senders = new ArrayList<>();
    private Supplier<Optional<String>> told = Optional::empty;
    private Selector selector;
    private ServerSocketChannel server;
    private TcpConnections connections;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        withRoomFor(1 << 20);
    }

    private void withRoomFor(long bytes) {
        connections = new TcpConnections(
                new EventDecoder(clock, () -> new EntityScopes(Map.of())),
                () -> told.get(),
                queue,
                clock,
                new TcpLimits(3, bytes, BETWEEN_EVENTS, WITHIN_EVENT, 2));
    }

    @AfterEach
    void close() throws IOException {
        connections.closeAll();
        for (SocketChannel sender : senders) {
            sender.close();
        }
        server.close();
        selector.close();
    }

    @Test
    void whatWasReadIsHandedOverAndMoreMayCome() throws Exception {
        Sender sender = new Sender();

        sender.writes(Intakes.text("a") + "\n");

        assertThat(sender.isRead()).isTrue();
        assertThat(queue.bytes())
                .isBetween((long) Intakes.text("a").length(), Intakes.text("a").length() + 1L);
        assertThat(sender.isRead()).isFalse();
        assertThat(sender.isListenedTo()).isTrue();
    }

    @Test
    void eachEventTakesUpItsOwnBytes() throws Exception {
        Sender sender = new Sender();
        String both = Intakes.text("a") + "\n" + Intakes.text("b") + "\n";

        sender.sends(both);

        assertThat(queue.bytes()).isBetween(both.length() - 2L, (long) both.length());
    }

    @Test
    void thereAreAsManyAsAreOpen() throws Exception {
        Sender first = new Sender();
        new Sender();
        assertThat(connections.count()).isEqualTo(2);
        assertThat(connections.areTooMany()).isFalse();
        new Sender();
        assertThat(connections.areTooMany()).isTrue();

        first.ends();

        assertThat(connections.count()).isEqualTo(2);
        assertThat(connections.areTooMany()).isFalse();
    }

    @Test
    void whoFindsTheQueueFullIsNotListenedToUntilThereIsRoom() throws Exception {
        Sender sender = new Sender();
        sender.writes(Intakes.text("a") + "\n" + Intakes.text("b") + "\n" + Intakes.text("c") + "\n");
        assertThat(sender.isRead()).isFalse();
        assertThat(sender.isListenedTo()).isFalse();
        connections.resume();
        assertThat(sender.isListenedTo()).isFalse();

        assertThat(next()).isEqualTo("a");
        connections.resume();

        assertThat(sender.isListenedTo()).isTrue();
        assertThat(next()).isEqualTo("b");
        assertThat(next()).isEqualTo("c");
    }

    @Test
    void thoseWhoWaitHaveTheirTurnInTheirOrder() throws Exception {
        fillTheQueue();
        Sender first = new Sender();
        Sender second = new Sender();
        first.sends(Intakes.text("c") + "\n" + Intakes.text("d") + "\n");
        second.sends(Intakes.text("e") + "\n");
        next();
        connections.resume();
        assertThat(first.isListenedTo()).isFalse();
        assertThat(second.isListenedTo()).isFalse();

        next();
        connections.resume();

        assertThat(next()).isEqualTo("c");
        assertThat(next()).isEqualTo("d");
        assertThat(first.isListenedTo()).isTrue();
        connections.resume();
        assertThat(next()).isEqualTo("e");
        assertThat(second.isListenedTo()).isTrue();
    }

    @Test
    void whatWaitsForTheQueueTakesUpRoomOfTheOthers() throws Exception {
        withRoomFor(100);
        fillTheQueue();
        new Sender().sends(Intakes.text("c") + "\n");
        Sender other = new Sender();

        other.sends(NOT_DONE + "x".repeat(50));

        assertThat(other.isListenedTo()).isFalse();
        next();
        connections.resume();
        assertThat(other.isListenedTo()).isTrue();
    }

    @Test
    void whoeverFillsTheRoomToTheLastByteWaits() throws Exception {
        withRoomFor(100);
        Sender almost = new Sender();
        almost.sends(NOT_DONE + "x".repeat(99 - NOT_DONE.length()));
        assertThat(almost.isListenedTo()).isTrue();

        almost.sends("xx");

        assertThat(almost.isListenedTo()).isFalse();
        connections.resume();
        assertThat(almost.isListenedTo()).isFalse();
    }

    @Test
    void ofThoseWhoHaveFilledAllTheRoomTheLargestHasToGoAfterFiveSeconds() throws Exception {
        withRoomFor(100);
        Sender small = new Sender();
        small.sends(NOT_DONE);
        Sender large = new Sender();
        large.sends(NOT_DONE + "x".repeat(100));
        connections.tidyUp(clock.elapsed());
        clock.advance(Duration.ofSeconds(5).minus(A_BIT));
        connections.tidyUp(clock.elapsed());
        assertThat(connections.count()).isEqualTo(2);

        clock.advance(A_BIT);
        connections.tidyUp(clock.elapsed());

        assertThat(connections.count()).isEqualTo(1);
        assertThat(large.isCutOff()).isTrue();
        small.sends("x");
        assertThat(small.isListenedTo()).isTrue();
    }

    @Test
    void nobodyHasToGoWhileTheQueueIsFull() throws Exception {
        withRoomFor(100);
        new Sender().sends(NOT_DONE + "x".repeat(100));
        fillTheQueue();
        connections.tidyUp(clock.elapsed());
        clock.advance(Duration.ofSeconds(5));
        connections.tidyUp(clock.elapsed());
        assertThat(connections.count()).isEqualTo(1);

        next();
        connections.tidyUp(clock.elapsed());

        assertThat(connections.count()).isEqualTo(1);
    }

    @Test
    void betweenEventsOneMayBeSilentForTenMinutes() throws Exception {
        Sender sender = new Sender();
        sender.sends(Intakes.text("a") + "\n");
        clock.advance(BETWEEN_EVENTS);
        connections.tidyUp(clock.elapsed());
        assertThat(connections.count()).isEqualTo(1);

        clock.advance(A_BIT);
        connections.tidyUp(clock.elapsed());

        assertThat(sender.isCutOff()).isTrue();
    }

    @Test
    void anEventMayTakeAMinuteFromItsFirstByteOn() throws Exception {
        Sender sender = new Sender();
        clock.advance(BETWEEN_EVENTS);
        sender.sends(NOT_DONE);
        clock.advance(WITHIN_EVENT);
        sender.sends("x");
        connections.tidyUp(clock.elapsed());
        assertThat(connections.count()).isEqualTo(1);

        clock.advance(A_BIT);
        connections.tidyUp(clock.elapsed());

        assertThat(sender.isCutOff()).isTrue();
        assertThat(next()).isEqualTo("BAD_JSON");
    }

    @Test
    void whoHasToWaitDoesNotTakeTooLong() throws Exception {
        fillTheQueue();
        Sender sender = new Sender();
        sender.sends(Intakes.text("c") + "\n" + NOT_DONE);
        clock.advance(BETWEEN_EVENTS.plus(A_BIT));
        connections.tidyUp(clock.elapsed());

        next();
        connections.resume();
        connections.tidyUp(clock.elapsed());

        assertThat(connections.count()).isEqualTo(1);
        assertThat(sender.isListenedTo()).isTrue();
    }

    @Test
    void whatOneThatTookTooLongHasSentWaitsForTheQueueToo() throws Exception {
        fillTheQueue();
        new Sender().sends(NOT_DONE);
        clock.advance(WITHIN_EVENT.plus(A_BIT));
        connections.tidyUp(clock.elapsed());
        assertThat(connections.count()).isEqualTo(1);

        next();
        connections.resume();

        assertThat(connections.count()).isZero();
        next();
        assertThat(next()).isEqualTo("BAD_JSON");
    }

    @Test
    void whatWasSentBeforeTheConnectionBrokeCounts() throws Exception {
        Sender sender = new Sender();
        sender.sends(NOT_DONE);

        sender.breaksOff();

        assertThat(connections.count()).isZero();
        assertThat(next()).isEqualTo("BAD_JSON");
    }

    @Test
    void whoSendsNoEventsIsCutOffAndWhatFollowsIsNotRead() throws Exception {
        Sender sender = new Sender();
        sender.sends("x\nx\n");
        assertThat(next() + next()).isEqualTo("BAD_JSONBAD_JSON");
        assertThat(connections.count()).isEqualTo(1);

        sender.sends("x\n" + Intakes.text("a") + "\n");

        assertThat(sender.isCutOff()).isTrue();
        assertThat(next()).isEqualTo("BAD_JSON");
        assertThat(queue.size()).isZero();
    }

    @Test
    void anEventInBetweenIsForgiveness() throws Exception {
        Sender sender = new Sender();
        for (String piece : List.of("x\nx\n", Intakes.text("a") + "\n", "x\nx\n")) {
            sender.sends(piece);
            while (queue.size() > 0) {
                next();
            }
        }

        assertThat(connections.count()).isEqualTo(1);
    }

    @Test
    void aMistakeOfTheHostsCostsOneSender() throws Exception {
        new Sender();
        Sender unlucky = new Sender();
        told = () -> {
            throw new IllegalStateException("a mistake");
        };
        unlucky.writes(Intakes.text("a") + "\n");

        assertThat(unlucky.isRead()).isTrue();

        assertThat(unlucky.isCutOff()).isTrue();
        assertThat(connections.count()).isEqualTo(1);
    }

    @Test
    void whatHasArrivedAtTheEndIsReadAndGoesIntoTheQueueAsThereIsRoom() throws Exception {
        Sender sender = new Sender();
        sender.writes(Intakes.text("a") + "\n" + Intakes.text("b") + "\n" + Intakes.text("c") + "\n");

        connections.readTheRest();
        assertThat(connections.handOverTheRest()).isFalse();

        assertThat(next()).isEqualTo("a");
        assertThat(connections.handOverTheRest()).isTrue();
        assertThat(next()).isEqualTo("b");
        assertThat(next()).isEqualTo("c");
    }

    @Test
    void whenAllAreClosedTheirSendersSeeIt() throws Exception {
        Sender one = new Sender();
        Sender other = new Sender();

        connections.closeAll();

        assertThat(one.isCutOff()).isTrue();
        assertThat(other.isCutOff()).isTrue();
    }

    private void fillTheQueue() {
        assertThat(queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1))))
                .isTrue();
    }

    private String next() throws InterruptedException {
        Taken taken = queue.take().orElseThrow();
        queue.handled(taken);
        return Intakes.inShort(taken);
    }

    private final class Sender {

        private final SocketChannel channel = SocketChannel.open(server.getLocalAddress());
        private final SelectionKey key;
        private final TcpConnection connection;

        Sender() throws IOException {
            senders.add(channel);
            SocketChannel accepted = server.accept();
            accepted.configureBlocking(false);
            key = accepted.register(selector, SelectionKey.OP_READ);
            connection = connections.add(key);
        }

        /** Comes back when it has arrived. */
        void writes(String text) throws IOException {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            awaitArrival();
        }

        void sends(String text) throws IOException {
            writes(text);
            connections.read(connection);
        }

        boolean isRead() {
            return connections.read(connection);
        }

        void ends() throws IOException {
            channel.shutdownOutput();
            awaitArrival();
            connections.read(connection);
        }

        void breaksOff() throws IOException {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
            awaitArrival();
            connections.read(connection);
        }

        private void awaitArrival() throws IOException {
            do {
                selector.selectedKeys().clear();
                assertThat(selector.select(10_000)).isPositive();
            } while (!selector.selectedKeys().contains(key));
        }

        boolean isListenedTo() {
            return key.interestOps() == SelectionKey.OP_READ;
        }

        boolean isCutOff() throws IOException {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        }
    }
}
