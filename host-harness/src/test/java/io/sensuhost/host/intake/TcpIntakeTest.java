package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TcpIntakeTest {

    private static final TcpLimits LIMITS =
            new TcpLimits(1_000, 20 << 20, Duration.ofMinutes(10), Duration.ofMinutes(1), 100);

    private final ManualClock clock = new ManualClock();
    private final List<Socket> sockets = new ArrayList<>();
    private EventQueue queue = new EventQueue(10_000, 64 << 20);
    private Supplier<Optional<String>> told = () -> Optional.of("ec2");
    private HostClock intakesClock = clock;
    private TcpIntake intake;

    @BeforeEach
    void start() throws IOException {
        listen(LIMITS);
    }

    private void listen(TcpLimits limits) throws IOException {
        intake = TcpIntake.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new EventDecoder(clock, () -> new EntityScopes(Map.of())),
                () -> told.get(),
                queue,
                intakesClock,
                limits);
    }

    @AfterEach
    void stop() throws IOException {
        intake.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aConnectionBringsOneEventPrettyPrintedOrNot() throws Exception {
        send(Intakes.text("a"));
        assertThat(next()).isEqualTo("a");
        send(Intakes.text("b").replace("{", "{\n  ").replace("}", "\n}"));
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void aLongConnectionBringsOneEventALineEachAsSoonAsItIsThere() throws Exception {
        Socket sender = open();
        write(sender, Intakes.text("a") + "\n");
        assertThat(next()).isEqualTo("a");
        write(sender, Intakes.text("b") + "\n" + Intakes.text("c"));
        assertThat(next()).isEqualTo("b");
        assertThat(next()).isEqualTo("c");
    }

    @Test
    void theHandlerThatSensuHasChosenGoesAlong() throws Exception {
        send(Intakes.text("a"));

        assertThat(queue.take().orElseThrow().told()).contains("ec2");
    }

    @Test
    void nothingIsEverWrittenBack() throws Exception {
        Socket sender = open();
        write(sender, Intakes.text("a") + "\nnonsense\n");
        sender.shutdownOutput();

        assertThat(sender.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void garbageCostsItsSenderAlone() throws Exception {
        send("GET / HTTP/1.1\r\n");
        assertThat(next()).isEqualTo("BAD_JSON");
        send(Intakes.text("a"));
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void aSenderOfNothingButGarbageIsCutOff() throws Exception {
        Socket sender = open();
        write(sender, "x\n".repeat(200));

        assertThat(isCutOff(sender)).isTrue();
        assertThat(queue.size()).isEqualTo(101);
    }

    @Test
    void fiveHundredSendersThatAreNotDoneKeepNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket sender = open();
            write(sender, Intakes.text("slow-" + i).substring(0, 20));
            slow.add(sender);
        }

        send(Intakes.text("quick"));
        assertThat(next()).isEqualTo("quick");

        for (int i = 0; i < slow.size(); i++) {
            write(slow.get(i), Intakes.text("slow-" + i).substring(20));
        }
        assertThat(IntStream.range(0, slow.size()).mapToObj(i -> next()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, slow.size())
                        .mapToObj(i -> "slow-" + i)
                        .toList());
    }

    @Test
    void anEventOfFiveMegabytesIsTaken() throws Exception {
        send("{\"padding\":\"" + "x".repeat(5 << 20) + "\","
                + Intakes.text("large").substring(1));

        assertThat(next()).isEqualTo("large");
    }

    @Test
    void anEventOfMoreThanSixteenMebibytesIsNot() throws Exception {
        send("{\"padding\":\"" + "x".repeat(17 << 20) + "\","
                + Intakes.text("larger").substring(1));

        assertThat(next()).isEqualTo("TOO_LARGE");
    }

    @Test
    void nothingIsLostWhereTheQueueIsFull() throws Exception {
        intake.close();
        queue = new EventQueue(1, 64 << 20);
        listen(LIMITS);
        Socket sender = open();
        for (int i = 0; i < 1_000; i++) {
            write(sender, Intakes.text("client-" + i) + "\n");
        }

        for (int i = 0; i < 1_000; i++) {
            assertThat(next()).isEqualTo("client-" + i);
        }
    }

    @Test
    void whoIsSilentForTooLongWithinAnEventIsCutOff() throws Exception {
        Socket sender = open();
        write(sender, "{\"client\":");
        send(Intakes.text("after"));
        assertThat(next()).isEqualTo("after");

        clock.advance(Duration.ofMinutes(2));

        assertThat(isCutOff(sender)).isTrue();
        assertThat(next()).isEqualTo("BAD_JSON");
    }

    @Test
    void whoSendsAByteNowAndThenIsCutOffWhenTheEventHasTakenTooLong() throws Exception {
        Socket sender = open();
        String text = Intakes.text("slow");
        String came = "";
        for (int sent = 0; !came.equals("BAD_JSON"); sent++) {
            assertThat(sent).isLessThan(text.length() - 1);
            write(sender, text.substring(sent, sent + 1));
            send(Intakes.text("other"));
            came = next();
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(isCutOff(sender)).isTrue();
    }

    @Test
    void whoSendsEventAfterEventMayGoOnForAsLongAsItLikes() throws Exception {
        Socket sender = open();
        for (int i = 0; i < 30; i++) {
            write(
                    sender,
                    Intakes.text("client-" + i) + "\n"
                            + Intakes.text("client-" + (i + 1)).substring(0, 5));
            assertThat(next()).isEqualTo("client-" + i);
            write(sender, Intakes.text("client-" + (i + 1)).substring(5) + "\n");
            assertThat(next()).isEqualTo("client-" + (i + 1));
            clock.advance(Duration.ofSeconds(50));
        }
    }

    @Test
    void whoSaysNothingForTenMinutesIsCutOffAndNotBefore() throws Exception {
        Socket sender = open();
        write(sender, Intakes.text("first") + "\n");
        assertThat(next()).isEqualTo("first");

        clock.advance(Duration.ofMinutes(10));
        for (int i = 0; i < 2; i++) {
            send(Intakes.text("other"));
            assertThat(next()).isEqualTo("other");
        }
        write(sender, Intakes.text("second") + "\n");
        assertThat(next()).isEqualTo("second");

        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(isCutOff(sender)).isTrue();
    }

    @Test
    void whoIsOneTooManyWaitsUntilAnotherHasGone() throws Exception {
        intake.close();
        listen(new TcpLimits(1, 20 << 20, Duration.ofMinutes(10), Duration.ofMinutes(1), 100));
        Socket first = open();
        write(first, Intakes.text("a") + "\n");
        assertThat(next()).isEqualTo("a");
        send(Intakes.text("waits"));
        write(first, Intakes.text("b") + "\n");
        assertThat(next()).isEqualTo("b");
        assertThat(intake.connections()).isOne();

        first.close();
        awaitNoConnection();
        clock.advance(Duration.ofSeconds(1));

        assertThat(next()).isEqualTo("waits");
        awaitNoConnection();
    }

    private void awaitNoConnection() throws InterruptedException {
        while (intake.connections() > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Test
    void whoFillsAllTheRoomWithAnEventThatDoesNotEndHasToGo() throws Exception {
        intake.close();
        listen(new TcpLimits(1_000, 1 << 20, Duration.ofHours(10), Duration.ofHours(10), 100));
        Socket greedy = open();
        write(greedy, "{\"padding\":\"" + "x".repeat(1 << 20));

        while (queue.size() == 0 && !isOutOf(greedy)) {
            clock.advance(Duration.ofSeconds(1));
        }

        send(Intakes.text("modest"));
        assertThat(next()).isEqualTo("modest");
    }

    @Test
    void whatHasArrivedWhenItStopsIsStillTaken() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(Intakes.text("client-" + i));
        }

        intake.stop(Duration.ofSeconds(30));

        assertThat(queue.size()).isEqualTo(20);
    }

    @Test
    void whatHasArrivedWhenItStopsGoesIntoTheQueueAsThereIsRoom() throws Exception {
        intake.close();
        queue = new EventQueue(1, 64 << 20);
        listen(LIMITS);
        for (int i = 0; i < 3; i++) {
            send(Intakes.text("client-" + i));
        }
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stopPatiently(intake));

        assertThat(Stream.generate(this::next).limit(3)).containsExactlyInAnyOrder("client-0", "client-1", "client-2");

        stopped.get(60, TimeUnit.SECONDS);
        assertThat(queue.size()).isZero();
    }

    private static void stopPatiently(TcpIntake intake) {
        try {
            intake.stop(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itWaitsForRoomOnlyAsLongAsItIsTold() throws Exception {
        intake.close();
        queue = new EventQueue(1, 64 << 20);
        listen(LIMITS);
        Socket sender = open();
        write(sender, Intakes.text("a") + "\n" + Intakes.text("b") + "\n");

        intake.stop(Duration.ofMillis(1));

        assertThat(isCutOff(sender)).isTrue();
        assertThat(queue.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void whereAnotherListensItCannot() {
        InetSocketAddress taken = intake.address();

        assertThatThrownBy(() -> TcpIntake.listen(
                        taken,
                        new EventDecoder(clock, () -> new EntityScopes(Map.of())),
                        Optional::empty,
                        queue,
                        clock,
                        LIMITS))
                .isInstanceOf(BindException.class);
    }

    @Test
    void aMistakeOfTheHostsCostsTheSenderWhoseEventItIsAbout() throws Exception {
        intake.close();
        queue = new EventQueue(1, 64 << 20);
        AtomicInteger asked = new AtomicInteger();
        told = () -> {
            if (asked.incrementAndGet() == 3) {
                throw new AssertionError("a mistake");
            }
            return Optional.empty();
        };
        listen(LIMITS);
        Socket unlucky = open();
        write(unlucky, Intakes.text("a") + "\n" + Intakes.text("b") + "\n" + Intakes.text("c") + "\n");

        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");

        assertThat(isCutOff(unlucky)).isTrue();
        send(Intakes.text("d"));
        assertThat(next()).isEqualTo("d");
        assertThat(intake.isBroken()).isFalse();
    }

    @Test
    void theRoomOfASenderThatIsCutOffIsFreedOnce() throws Exception {
        intake.close();
        AtomicBoolean mistaken = new AtomicBoolean(true);
        told = () -> {
            if (mistaken.getAndSet(false)) {
                throw new IllegalStateException("a mistake");
            }
            return Optional.empty();
        };
        listen(new TcpLimits(1_000, 1 << 20, Duration.ofHours(10), Duration.ofHours(10), 100));
        Socket unlucky = open();
        write(
                unlucky,
                "{\"padding\":\"" + "x".repeat(900_000) + "\","
                        + Intakes.text("a").substring(1));
        assertThat(isCutOff(unlucky)).isTrue();

        Socket greedy = open();
        write(greedy, "{\"padding\":\"" + "x".repeat(1_500_000));

        for (int tries = 0; queue.size() == 0 && !isOutOf(greedy); tries++) {
            assertThat(tries).isLessThan(100);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void oneThatHasBrokenDownSaysSo() throws Exception {
        intake.close();
        AtomicBoolean mistaken = new AtomicBoolean();
        intakesClock = new HostClock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public Duration elapsed() {
                if (mistaken.get()) {
                    throw new AssertionError("a mistake");
                }
                return clock.elapsed();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return clock.after(delay, task);
            }
        };
        listen(LIMITS);
        assertThat(intake.isBroken()).isFalse();

        mistaken.set(true);

        while (!intake.isBroken()) {
            Thread.onSpinWait();
        }
    }

    private Socket open() throws IOException {
        Socket socket =
                new Socket(intake.address().getAddress(), intake.address().getPort());
        sockets.add(socket);
        return socket;
    }

    private void send(String text) throws IOException {
        try (Socket socket = open()) {
            write(socket, text);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isOutOf(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private String next() {
        try {
            Taken taken = queue.take().orElseThrow();
            queue.handled(taken);
            return Intakes.inShort(taken);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
