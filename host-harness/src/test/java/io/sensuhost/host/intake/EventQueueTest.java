package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventQueueTest {

    private final EventQueue queue = new EventQueue(2, 100);

    @Test
    void eventsComeOutInTheirOrder() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1)));

        assertThat(queue.take().map(Intakes::inShort)).contains("a");
        assertThat(queue.take().map(Intakes::inShort)).contains("b");
    }

    @Test
    void oneMoreThanThereIsRoomForIsRefused() {
        assertThat(queue.offer(List.of(Intakes.taken("a", 1)))).isTrue();
        assertThat(queue.offer(List.of(Intakes.taken("b", 1)))).isTrue();

        assertThat(queue.offer(List.of(Intakes.taken("c", 1)))).isFalse();
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void bytesFillItToTheLast() {
        assertThat(queue.offer(List.of(Intakes.taken("a", 40)))).isTrue();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.offer(List.of(Intakes.taken("b", 61)))).isFalse();

        assertThat(queue.offer(List.of(Intakes.taken("b", 60)))).isTrue();

        assertThat(queue.isFull()).isTrue();
        assertThat(queue.bytes()).isEqualTo(100);
    }

    @Test
    void allAreTakenOrNone() {
        queue.offer(List.of(Intakes.taken("a", 1)));

        assertThat(queue.offer(List.of(Intakes.taken("b", 1), Intakes.taken("c", 1))))
                .isFalse();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void bytesAreBoundedUntilTheEventHasBeenHandled() throws Exception {
        Taken large = Intakes.taken("a", 60);
        queue.offer(List.of(large));
        queue.take();
        assertThat(queue.offer(List.of(Intakes.taken("b", 60)))).isFalse();

        queue.handled(large);

        assertThat(queue.offer(List.of(Intakes.taken("b", 60)))).isTrue();
    }

    @Test
    @Timeout(60)
    void whoPutsWaitsForRoom() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1)));
        CompletableFuture<Boolean> put = putting("c");

        queue.take();

        assertThat(put.get()).isTrue();
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void whoWaitsForRoomIsToldWhenTheQueueIsClosed() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1)));
        CompletableFuture<Boolean> put = putting("c");

        queue.close();

        assertThat(put.get()).isFalse();
        assertThat(queue.size()).isEqualTo(2);
    }

    private CompletableFuture<Boolean> putting(String client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return queue.put(Intakes.taken(client, 1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void oneThatIsLargerThanAllIsTakenWhenItIsAlone() {
        assertThat(queue.offer(List.of(Intakes.taken("a", 1_000)))).isTrue();
        assertThat(queue.offer(List.of(Intakes.taken("b", 1)))).isFalse();
    }

    @Test
    void someoneIsToldOfRoomOnlyAfterThereWasNone() throws Exception {
        AtomicInteger told = new AtomicInteger();
        queue.whenThereIsRoom(told::incrementAndGet);
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1)));

        queue.take();
        assertThat(told).hasValue(0);
        queue.offer(List.of(Intakes.taken("c", 1)));
        queue.offer(List.of(Intakes.taken("d", 1)));
        queue.take();

        assertThat(told).hasValue(1);
    }

    @Test
    void aClosedQueueGivesOutWhatItHasAndTakesNoMore() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1)));
        assertThat(queue.isClosed()).isFalse();
        queue.close();

        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.offer(List.of(Intakes.taken("b", 1)))).isFalse();
        assertThat(queue.take()).isPresent();
        assertThat(queue.take()).isEmpty();
    }
}
