package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TcpIntakeTest extends TcpIntakeBench {

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
}
