package io.sensuhost.host.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.EventHandling;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.EventReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatcherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventQueue queue = new EventQueue(10, 1_000);
    private final Slow slow = new Slow();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Dispatcher dispatcher = new Dispatcher(
            queue,
            slow,
            (source, outcome) -> told.add(source.word() + " " + outcome.result().code()),
            2);

    @Test
    void noMoreThanSoManyAreHandledAtATimeAndInTheirOrder() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1), Intakes.taken("c", 1)));
        dispatcher.start();

        assertThat(slow.next()).isEqualTo("a");
        assertThat(slow.next()).isEqualTo("b");
        assertThat(slow.begun).isEmpty();
        slow.endOne();
        assertThat(slow.next()).isEqualTo("c");
    }

    @Test
    void itKnowsHowManyAreBeingHandled() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1)));
        dispatcher.start();
        slow.next();
        slow.next();
        assertThat(dispatcher.inFlight()).isEqualTo(2);

        slow.endOne();

        assertThat(dispatcher.inFlight()).isEqualTo(1);
    }

    @Test
    void drainingHandlesWhatWaitsAndHasToldOfAllOfIt() throws Exception {
        slow.atOnce = true;
        queue.offer(List.of(Intakes.taken("a", 1), Intakes.taken("b", 1), Intakes.taken("c", 1)));
        dispatcher.start();

        assertThat(dispatcher.drain(PATIENCE)).isTrue();

        assertThat(told).containsExactly("tcp done", "tcp done", "tcp done");
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void whoeverHearsWhatBecameOfAnEventFindsItsPlaceFree() throws Exception {
        Taken good = Intakes.taken("a", 1);
        Taken lost = Intakes.taken("b", 1);
        List<CompletableFuture<Integer>> placesTaken = Stream.of(good, lost)
                .map(taken -> taken.outcomes().handle((outcomes, e) -> dispatcher.inFlight() + (int) queue.bytes()))
                .toList();
        slow.atOnce = true;
        queue.offer(List.of(good));
        dispatcher.start();
        assertThat(placesTaken.get(0).get(30, TimeUnit.SECONDS)).isZero();

        slow.mistaken = true;
        queue.offer(List.of(lost));
        assertThat(placesTaken.get(1).get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void drainingGivesUpWhatTakesTooLong() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1)));
        dispatcher.start();
        slow.next();

        assertThat(dispatcher.drain(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void drainingOneThatNeverBeganTellsThatSomethingIsLeft() throws Exception {
        queue.offer(List.of(Intakes.taken("a", 1)));

        assertThat(dispatcher.drain(PATIENCE)).isFalse();
    }

    @Test
    void whatIsNoEventIsAFailedOutcome() throws Exception {
        Decoded bad = new EventReader(
                        new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of())),
                        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)))
                .next();
        queue.offer(List.of(new Taken(Source.TCP, bad, Optional.empty(), 2)));
        dispatcher.start();

        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("tcp malformed_event");
    }

    @Test
    void aMistakeInHandlingCostsItsEventAlone() throws Exception {
        slow.mistaken = true;
        Taken first = Intakes.taken("a", 1);
        queue.offer(List.of(first));
        dispatcher.start();

        assertThat(first.outcomes().handle((outcomes, e) -> e != null).get(30, TimeUnit.SECONDS))
                .isTrue();
        slow.mistaken = false;
        queue.offer(List.of(Intakes.taken("b", 1)));
        assertThat(slow.next()).isEqualTo("b");
    }

    @Test
    void soDoesOneThatComesOutLater() throws Exception {
        Taken first = Intakes.taken("a", 1);
        Dispatcher failing = new Dispatcher(
                queue,
                (event, handler) -> CompletableFuture.failedFuture(new IllegalStateException("a mistake")),
                (source, outcome) -> told.add(outcome.result().code()),
                2);
        queue.offer(List.of(first));
        failing.start();

        assertThat(failing.drain(PATIENCE)).isTrue();

        assertThat(first.outcomes()).isCompletedExceptionally();
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverCannotBeToldKeepsNobodyElseFromIt() throws Exception {
        slow.atOnce = true;
        Taken first = Intakes.taken("a", 1);
        Dispatcher untold = new Dispatcher(
                queue,
                slow,
                (source, outcome) -> {
                    throw new IllegalStateException("a mistake");
                },
                2);
        queue.offer(List.of(first));
        untold.start();

        assertThat(untold.drain(PATIENCE)).isTrue();

        assertThat(first.outcomes().join()).hasSize(1);
    }

    @Test
    void aClientThatFloodsItLeavesPlacesToOthers() throws Exception {
        EventQueue flooded = new EventQueue(200, 1_000);
        Dispatcher large = new Dispatcher(
                flooded,
                slow,
                (source, outcome) ->
                        told.add(source.word() + " " + outcome.result().code()),
                200);
        flooded.offer(Stream.generate(() -> Intakes.taken("a", 1)).limit(101).toList());
        flooded.offer(List.of(Intakes.taken("b", 1)));
        large.start();

        for (int i = 0; i < 100; i++) {
            assertThat(slow.next()).isEqualTo("a");
        }
        assertThat(slow.next()).isEqualTo("b");
        assertThat(told.take()).isEqualTo("tcp host_busy");

        slow.endOne();
        flooded.offer(List.of(Intakes.taken("a", 1)));
        assertThat(slow.next()).isEqualTo("a");
    }

    @Test
    void oneThatHasBrokenDownSaysSo() throws Exception {
        queue.whenThereIsRoom(() -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(queue.offer(
                        Stream.generate(() -> Intakes.taken("a", 1)).limit(11).toList()))
                .isFalse();
        queue.offer(List.of(Intakes.taken("a", 1)));
        assertThat(dispatcher.isBroken()).isFalse();

        dispatcher.start();

        while (!dispatcher.isBroken()) {
            Thread.onSpinWait();
        }
    }

    /** Handles events when it is told to. */
    private static final class Slow implements EventHandling {

        private final BlockingQueue<Event> begun = new LinkedBlockingQueue<>();
        private final BlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();
        private volatile boolean atOnce;
        private volatile boolean mistaken;

        @Override
        public CompletionStage<List<Outcome>> handle(Event event, Optional<String> handler) {
            if (mistaken) {
                throw new AssertionError("a mistake");
            }
            List<Outcome> outcomes = List.of(new Outcome(
                    Optional.of(event), Optional.of("x"), Result.ignored("done", "for a test"), Duration.ZERO));
            CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
            ends.add(() -> answer.complete(outcomes));
            if (atOnce) {
                answer.complete(outcomes);
            }
            begun.add(event);
            return answer;
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(begun.poll(30, TimeUnit.SECONDS))
                    .orElseThrow()
                    .client()
                    .name();
        }

        void endOne() throws InterruptedException {
            ends.take().run();
        }
    }
}
