package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has to wait for the others, and who has to go. */
@Timeout(120)
class TcpSendersTest extends TcpIntakeBench {

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
}
