package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneBatchTest extends LaneBench {

    @Test
    void theFirstGoesAtOnceAndWhatComesMeanwhileGoesTogether() {
        eye.fleet.addAll(Set.of(A, B, C));
        CompletableFuture<Observation> a = ask(A);
        CompletableFuture<Observation> b = ask(B);
        CompletableFuture<Observation> c = ask(C);
        assertThat(calls).hasSize(1);
        assertThat(lane.callsInFlight()).isEqualTo(1);
        assertThat(lane.idsInFlight()).isEqualTo(3);

        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of(B, C));
        assertThat(List.of(a, b, c)).allMatch(seen -> answerOf(seen).equals(new Present(InstanceState.RUNNING)));
        assertThat(lane.callsInFlight()).isZero();
        assertThat(lane.idsInFlight()).isZero();
        assertThat(metrics.counted("lookups", LABELS)).isEqualTo(3);
        assertThat(metrics.recorded("batch_size", LABELS)).containsExactly(1.0, 2.0);
    }

    @Test
    void whatComesWhileAnswersArePassedOnGoesTogether() {
        eye.fleet.addAll(Set.of(A, B, C));
        CompletableFuture<Void> heard = ask(A).thenRun(() -> {
            begin(B, TIMEOUT);
            begin(C, TIMEOUT);
        });

        run();

        assertThat(heard).isCompleted();
        assertThat(eye.asked()).containsExactly(List.of(A), List.of(B, C));
    }

    @Test
    void whoTakesLongToHearAnAnswerHoldsUpTheOthersForNoMoreThanASlowCall() {
        eye.fleet.addAll(Set.of(A, B));
        CompletableFuture<Void> heard = ask(A).thenRun(() -> {
            begin(B, TIMEOUT);
            clock.advance(Duration.ofMillis(999));
            assertThat(calls).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(calls).hasSize(1);
        });

        run();

        assertThat(heard).isCompleted();
        assertThat(eye.asked()).containsExactly(List.of(A), List.of(B));
    }

    @Test
    void anAnswerIsCountedAfterThoseWhoWaitForItHaveBeenTold() {
        eye.fleet.add(A);
        CompletableFuture<Void> heard = ask(A).thenRun(
                        () -> assertThat(metrics.recorded("batch_size", LABELS)).isEmpty());

        run();

        assertThat(heard).isCompleted();
        assertThat(metrics.recorded("batch_size", LABELS)).containsExactly(1.0);
    }

    @Test
    void whoAsksForTheSecondTimeDoesNotWaitForFullBatchesOfOthers() {
        eye.fleet.addAll(ids(6000));
        begin(A, TIMEOUT);
        run();
        Iterator<String> others = ids(6000).iterator();
        Runnable more = () -> IntStream.range(0, 1000).forEach(i -> begin(others.next(), TIMEOUT));
        clock.advance(Duration.ofMillis(2500));
        more.run();
        clock.advance(Duration.ofMillis(500));

        for (int round = 0; round < 5; round++) {
            more.run();
            calls.remove().run();
        }

        assertThat(eye.questions).extracting(Question::way).contains(Way.BY_FILTER);
    }

    @Test
    void aCallForWhichThereIsNoThreadHoldsUpNoOther() {
        eye.fleet.addAll(Set.of(A, B));
        threads = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        for (int time = 0; time < 4; time++) {
            assertThatThrownBy(() -> begin(A, TIMEOUT)).isInstanceOf(OutOfMemoryError.class);
            clock.advance(TIMEOUT);
        }
        assertThat(lane.callsInFlight()).isZero();

        threads = calls::add;
        CompletableFuture<Observation> seen = ask(B);
        run();

        assertThat(answerOf(seen)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    @Test
    void whatWaitsWhileAnswersArePassedOnIsNotThrottled() {
        eye.fleet.add(A);
        eye.answer = (question, throttled) -> {
            throttled.accept(true);
            return eye.truth(question);
        };
        CompletableFuture<Void> heard = ask(A).thenRun(() -> {
            begin(B, Duration.ofMillis(1));
            clock.advance(Duration.ofMillis(1));
        });

        run();

        assertThat(heard).isCompleted();
        assertThat(answerOf(begun.get(0)))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(Cause.TIMEOUT));
    }

    @Test
    void whoAsksForTheSameIdSharesItsPlace() {
        eye.fleet.add(B);
        begin(A, TIMEOUT);
        List<CompletableFuture<Observation>> all = List.of(ask(B), ask(B), ask(B));

        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of(B));
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void whoAsksForAnIdUnderWaySharesItsAnswer() {
        eye.fleet.add(A);
        CompletableFuture<Observation> first = ask(A);
        CompletableFuture<Observation> second = ask(A);

        run();

        assertThat(eye.asked()).containsExactly(List.of(A));
        assertThat(first.join()).isEqualTo(second.join());
    }

    @Test
    void aFullBatchWaitsForNobodyAndFourCallsAreTheMost() {
        ids(1 + 5 * 1000).forEach(id -> begin(id, TIMEOUT));

        assertThat(calls).hasSize(4);
        assertThat(lane.callsInFlight()).isEqualTo(4);
        eye.fleet.addAll(ids(5001));
        run();
        assertThat(eye.asked()).extracting(List::size).containsExactly(1, 1000, 1000, 1000, 1000, 1000);
    }

    @Test
    void aBatchThatIsNotFullWaitsForThePromptCalls() {
        ids(1 + 999).forEach(id -> begin(id, TIMEOUT));
        assertThat(calls).hasSize(1);

        begin(A, TIMEOUT);
        assertThat(calls).hasSize(2);
    }

    @Test
    void aSlowCallIsNotWaitedFor() {
        begin(A, TIMEOUT);
        begin(B, TIMEOUT);
        clock.advance(Duration.ofMillis(999));
        assertThat(calls).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(calls).hasSize(2);
    }

    @Test
    void aCallThatWasAnsweredIsSlowNoMore() {
        eye.fleet.add(A);
        begin(A, TIMEOUT);
        run();

        assertThat(clock.pending()).isZero();
    }

    @Test
    void looseIdsGoAloneAndAtOnce() {
        eye.fleet.addAll(Set.of("i-1", "i-2", A, B));
        begin(A, TIMEOUT);
        begin("i-1", TIMEOUT);
        begin("i-2", TIMEOUT);
        begin(B, TIMEOUT);
        assertThat(calls).hasSize(3);

        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of("i-1"), List.of("i-2"), List.of(B));
    }

    @Test
    void aLooseIdIsNeverAbsent() {
        eye.answer = (question, throttled) -> eye.naming(question, 1);

        CompletableFuture<Observation> seen = ask("i-1");
        run();

        assertThat(answerOf(seen))
                .isEqualTo(new Unknown(
                        Cause.LOOKUP_FAILED,
                        "EC2 does not know i-1, but an id of that form is not one of AWS's, so that proves nothing"
                                + NOTHING_SEEN));
    }
}
