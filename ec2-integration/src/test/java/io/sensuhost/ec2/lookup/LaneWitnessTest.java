package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LaneWitnessTest extends LaneBench {

    @Test
    void withoutAWitnessTheSecondLookAsksForOthersToo() {
        known = () -> CompletableFuture.completedFuture(List.of(B, C));
        eye.fleet.add(C);
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of(A, B, C));
        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.witness()).contains(C));
        assertThat(lane.isWitnessed()).isTrue();
    }

    @Test
    void twentyOthersAreEnoughAndTheQuestionStaysWithinItsLimit() {
        known = () -> CompletableFuture.completedFuture(ids(500).subList(250, 500));
        List<CompletableFuture<Observation>> seen =
                ids(250).stream().map(this::ask).toList();
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.questions)
                .filteredOn(question -> question.way() == Way.BY_FILTER)
                .allSatisfy(question -> {
                    assertThat(question.ids().size()).isLessThanOrEqualTo(200);
                    assertThat(question.candidates()).hasSize(20);
                });
        assertThat(seen).allMatch(CompletableFuture::isDone);
    }

    @Test
    void whoIsBeingAskedForIsNoneOfTheOthers() {
        known = () -> CompletableFuture.completedFuture(List.of(A, B));
        begin(A, TIMEOUT);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of(A, B));
    }

    @Test
    void aKnownWitnessIsNotSoughtAgain() {
        known = () -> {
            throw new AssertionError("nobody needs to be asked");
        };
        eye.fleet.add(B);
        begin(B, TIMEOUT);
        run();
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.asked().get(2)).containsExactly(A);
        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.witness()).contains(B));
    }

    @Test
    void whatDifferentCredentialsDidNotSeeDoesNotAddUp() {
        CompletableFuture<Observation> seen = ask(A);
        run();
        eye.identity = "someone else";
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(seen).isNotDone();
        clock.advance(Duration.ofSeconds(3));
        run();
        assertThat(seen.join())
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.spread()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void aWitnessSeenWithOtherCredentialsIsNone() {
        eye.fleet.add(B);
        begin(B, TIMEOUT);
        run();
        assertThat(lane.isWitnessed()).isTrue();

        eye.identity = "someone else";
        assertThat(lane.isWitnessed()).isFalse();
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.witness()).isEmpty());
    }

    @Test
    void anInstanceInAStateThatNobodyKnowsIsNoWitness() {
        eye.answer = (question, throttled) ->
                new Answer.Instances(Map.of(A, new Unknown(Cause.LOOKUP_FAILED, "a state that nobody knows")));

        CompletableFuture<Observation> seen = ask(A);
        run();

        assertThat(lane.isWitnessed()).isFalse();
        assertThat(answerOf(seen))
                .isEqualTo(new Unknown(Cause.LOOKUP_FAILED, "a state that nobody knows" + NOTHING_SEEN));
    }

    @Test
    void anAbsenceConfirmedByIdWithoutAWitnessIsAskedByFilterForOthers() {
        known = () -> CompletableFuture.completedFuture(List.of(B));
        eye.fleet.add(B);
        eye.answer = (question, throttled) -> question.way() == Way.BY_ID
                ? (eye.questions.size() > 1 ? eye.naming(question, 1) : new Answer.NotFound(Set.of()))
                : new Answer.Instances(Map.of());
        CompletableFuture<Observation> seen = ask(A);
        run();
        eye.answer =
                (question, throttled) -> question.way() == Way.BY_ID ? eye.naming(question, 1) : eye.truth(question);
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.questions)
                .extracting(Question::way)
                .containsExactly(Way.BY_ID, Way.BY_FILTER, Way.BY_ID, Way.BY_FILTER);
        assertThat(eye.asked().get(3)).containsExactly(A, B);
        assertThat(answerOf(seen)).isInstanceOfSatisfying(Absent.class, absent -> {
            assertThat(absent.witness()).contains(B);
            assertThat(absent.statements()).hasSize(3);
        });
    }

    @Test
    void aRegistryThatFailsOrThrowsGivesNoOthers() {
        for (Supplier<CompletionStage<List<String>>> broken : List.<Supplier<CompletionStage<List<String>>>>of(
                () -> CompletableFuture.failedFuture(new IllegalStateException("down")), () -> {
                    throw new IllegalStateException("broken");
                })) {
            known = broken;
            CompletableFuture<Observation> seen = ask(A);
            run();
            clock.advance(Duration.ofSeconds(3));
            run();

            assertThat(answerOf(seen))
                    .isInstanceOfSatisfying(
                            Absent.class, absent -> assertThat(absent.witness()).isEmpty());
            assertThat(lane.callsInFlight()).isZero();
        }
    }

    @Test
    void aRegistryThatIsSlowIsWaitedForAndNotAskedTwice() {
        CompletableFuture<List<String>> slow = new CompletableFuture<>();
        int[] times = {0};
        known = () -> {
            times[0]++;
            return slow;
        };
        eye.fleet.add(C);
        CompletableFuture<Observation> a = ask(A);
        run();
        CompletableFuture<Observation> b = ask(B);
        run();
        clock.advance(Duration.ofSeconds(4));
        assertThat(eye.asked()).hasSize(2);

        slow.complete(List.of(C));
        run();

        assertThat(times[0]).isEqualTo(1);
        assertThat(List.of(a, b))
                .allSatisfy(seen -> assertThat(answerOf(seen))
                        .isInstanceOfSatisfying(
                                Absent.class,
                                absent -> assertThat(absent.witness()).contains(C)));
    }
}
