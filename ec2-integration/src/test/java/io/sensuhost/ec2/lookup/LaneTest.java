package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String A = "i-0000000a";
    private static final String B = "i-0000000b";
    private static final String C = "i-0000000c";
    private static final String[] LABELS = {"region", "here", "account", "own"};
    private static final String NOTHING_SEEN = " (no instance has been seen in here yet)";
    private static final Answer NO_ANSWER = new Answer.Failure(Cause.LOOKUP_FAILED, "it rains", true);

    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeEye eye = new FakeEye();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private final List<CompletableFuture<Observation>> begun = new ArrayList<>();
    private Supplier<CompletionStage<List<String>>> known = () -> CompletableFuture.completedFuture(List.of());
    private final Lane lane =
            new Lane("here", eye, clock, calls::add, new LookupMetrics(metrics, List.of(LABELS)), () -> known.get());

    // Batches

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

    // Absence

    @Test
    void anIdThatIsNamedIsAskedForOnceMoreByFilterThreeSecondsLater() {
        eye.fleet.add(B);
        eye.answer =
                (question, throttled) -> question.way() == Way.BY_ID ? eye.naming(question, 9) : eye.truth(question);
        begin(B, TIMEOUT);
        run();
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofMillis(2999));
        assertThat(eye.asked()).hasSize(2);

        clock.advance(Duration.ofMillis(1));
        run();

        assertThat(eye.questions).extracting(Question::way).containsExactly(Way.BY_ID, Way.BY_ID, Way.BY_FILTER);
        assertThat(answerOf(seen))
                .isEqualTo(new Absent(
                        List.of(
                                new Statement(Way.BY_ID, Duration.ZERO),
                                new Statement(Way.BY_FILTER, Duration.ofSeconds(3))),
                        Optional.of(B)));
    }

    @Test
    void anIdThatIsLeftOutOfAnAnswerIsStatedAbsent() {
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class,
                        absent -> assertThat(absent.statements())
                                .extracting(Statement::way)
                                .containsExactly(Way.BY_ID, Way.BY_FILTER));
    }

    @Test
    void anIdThatIsSeenTheSecondTimeIsPresent() {
        CompletableFuture<Observation> seen = ask(A);
        run();
        eye.fleet.add(A);
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(answerOf(seen)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    @Test
    void thoseThatAnErrorDoesNotNameAreAskedForAgain() {
        eye.fleet.add(C);
        eye.answer =
                (question, throttled) -> question.way() == Way.BY_ID ? eye.naming(question, 9) : eye.truth(question);
        begin("i-0000000d", TIMEOUT);
        List<CompletableFuture<Observation>> seen = List.of(ask(A), ask(B), ask(C));

        run();

        assertThat(eye.asked()).containsExactly(List.of("i-0000000d"), List.of(A, B, C), List.of(C));
        assertThat(seen).extracting(CompletableFuture::isDone).containsExactly(false, false, true);
    }

    @Test
    void anErrorThatNamesNoneLeadsToTheFilterFirstAndThenBack() {
        eye.answer =
                (question, throttled) -> question.way() == Way.BY_ID ? eye.naming(question, 0) : eye.truth(question);
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(eye.questions)
                .extracting(Question::way)
                .containsExactly(Way.BY_ID, Way.BY_FILTER, Way.BY_ID, Way.BY_FILTER);
        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.statements()).hasSize(2));
    }

    @Test
    void anErrorThatNamesOneOfManyIsAskedTwiceAndThenByFilter() {
        eye.answer =
                (question, throttled) -> question.way() == Way.BY_ID ? eye.naming(question, 1) : eye.truth(question);
        ids(400).forEach(id -> begin(id, TIMEOUT));

        run();

        assertThat(eye.questions)
                .extracting(Question::way)
                .containsExactly(Way.BY_ID, Way.BY_ID, Way.BY_ID, Way.BY_FILTER, Way.BY_FILTER);
        assertThat(eye.asked()).extracting(List::size).containsExactly(1, 399, 398, 200, 197);
    }

    @Test
    void aMalformedIdCostsItsOwnEventOnly() {
        eye.fleet.addAll(Set.of(B, C));
        eye.answer = (question, throttled) ->
                question.ids().contains(A) ? new Answer.Malformed(Set.of(A), "Invalid id") : eye.truth(question);
        begin(C, TIMEOUT);
        CompletableFuture<Observation> malformed = ask(A);
        CompletableFuture<Observation> neighbour = ask(B);

        run();

        assertThat(answerOf(malformed)).isEqualTo(new Invalid("Invalid id"));
        assertThat(answerOf(neighbour)).isEqualTo(new Present(InstanceState.RUNNING));
        assertThat(eye.asked()).containsExactly(List.of(C), List.of(A, B), List.of(B));
    }

    @Test
    void whereOthersAreMalformedTimeAndAgainTheFilterIsTried() {
        eye.fleet.add(A);
        eye.answer = (question, throttled) -> question.way() == Way.BY_ID
                ? new Answer.Malformed(Set.of("i-other"), "Invalid id")
                : eye.truth(question);

        CompletableFuture<Observation> seen = ask(A);
        run();

        assertThat(eye.questions)
                .extracting(Question::way)
                .containsExactly(Way.BY_ID, Way.BY_ID, Way.BY_ID, Way.BY_FILTER);
        assertThat(answerOf(seen)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3000})
    void aTimeWithoutRoomForASecondStatementEndsWithTheFirst(int millis) {
        CompletableFuture<Observation> seen =
                lane.ask(A, Duration.ofMillis(millis)).orElseThrow();
        run();

        assertThat(answerOf(seen))
                .isEqualTo(new Absent(List.of(new Statement(Way.BY_ID, Duration.ZERO)), Optional.empty()));
    }

    @Test
    void aTimeWithJustRoomForASecondStatementHasTwo() {
        CompletableFuture<Observation> seen =
                lane.ask(A, Duration.ofMillis(3001)).orElseThrow();
        run();
        clock.advance(Duration.ofSeconds(3));
        run();

        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Absent.class, absent -> assertThat(absent.statements()).hasSize(2));
    }

    // Witnesses

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

    // Deadlines

    @Test
    void silenceUntilTheDeadlineIsATimeout() {
        CompletableFuture<Observation> seen = ask(A);
        clock.advance(TIMEOUT.minusMillis(1));
        assertThat(seen).isNotDone();

        clock.advance(Duration.ofMillis(1));
        assertThat(answerOf(seen))
                .isEqualTo(new Unknown(
                        Cause.TIMEOUT, "EC2 said nothing about " + A + " in here before the time-out" + NOTHING_SEEN));
    }

    @Test
    void aThrottleUntilTheDeadlineIsSaidSo() {
        CompletableFuture<Observation> throttled = ask(A);
        eye.answer = (question, told) -> {
            told.accept(true);
            clock.advance(TIMEOUT);
            return NO_ANSWER;
        };
        run();

        assertThat(answerOf(throttled))
                .isEqualTo(new Unknown(
                        Cause.THROTTLED,
                        "EC2 throttled the calls for " + A + " in here until the time-out" + NOTHING_SEEN));
    }

    @Test
    void whatWaitedBehindThrottledCallsWasThrottledToo() {
        ids(4000).forEach(id -> begin(id, TIMEOUT));
        CompletableFuture<Observation> queued =
                lane.ask(A, Duration.ofMillis(500)).orElseThrow();
        eye.answer = (question, told) -> {
            told.accept(true);
            clock.advance(Duration.ofMillis(500));
            return eye.truth(question);
        };

        calls.remove().run();

        assertThat(answerOf(queued))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(Cause.THROTTLED));
    }

    @Test
    void aThrottleThatWasFollowedByAnotherErrorIsATimeout() {
        CompletableFuture<Observation> seen = ask(A);
        eye.answer = (question, told) -> {
            told.accept(true);
            told.accept(false);
            clock.advance(TIMEOUT);
            return NO_ANSWER;
        };
        run();

        assertThat(answerOf(seen))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(Cause.TIMEOUT));
    }

    @Test
    void aCallThatRunsOutOfTimeEndsAsTheDeadlineWould() {
        eye.answer = (question, told) -> {
            told.accept(question.ids().contains(B));
            return new Answer.Failure(Cause.TIMEOUT, "late", false);
        };
        CompletableFuture<Observation> late = ask(A);
        run();
        CompletableFuture<Observation> throttled = ask(B);
        run();

        assertThat(answerOf(late))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(Cause.TIMEOUT));
        assertThat(answerOf(throttled))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(Cause.THROTTLED));
    }

    @Test
    void aDeadlineAfterTheFirstStatementTellsOfIt() {
        CompletableFuture<Observation> seen = ask(A);
        run();
        clock.advance(TIMEOUT);

        assertThat(answerOf(seen))
                .isEqualTo(new Absent(List.of(new Statement(Way.BY_ID, Duration.ZERO)), Optional.empty()));
    }

    @Test
    void aCallHasTheTimeOfTheLastOfThoseWhoWait() {
        begin(C, TIMEOUT);
        begin(A, Duration.ofSeconds(2));
        begin(B, Duration.ofSeconds(7));
        clock.advance(Duration.ofMillis(500));
        run();

        assertThat(eye.times).containsExactly(TIMEOUT, Duration.ofMillis(6500));
    }

    @Test
    void whoJoinsACallWithMoreTimeThanItHasIsAskedForAgain() {
        eye.fleet.add(A);
        CompletableFuture<Observation> hasty =
                lane.ask(A, Duration.ofSeconds(1)).orElseThrow();
        eye.answer = (question, told) -> {
            eye.answer = (again, ignored) -> eye.truth(again);
            clock.advance(Duration.ofSeconds(1));
            return new Answer.Failure(Cause.TIMEOUT, "late", false);
        };
        CompletableFuture<Observation> patient = ask(A);
        run();

        assertThat(answerOf(hasty)).isInstanceOf(Unknown.class);
        assertThat(answerOf(patient)).isEqualTo(new Present(InstanceState.RUNNING));
        assertThat(eye.times).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(9));
    }

    @Test
    void anIdThatNobodyWaitsForIsNotAskedFor() {
        eye.fleet.addAll(Set.of(A, C));
        begin(A, TIMEOUT);
        begin(B, Duration.ofMillis(100));
        CompletableFuture<Observation> loose =
                lane.ask("i-1", Duration.ofMillis(100)).orElseThrow();
        begin(C, TIMEOUT);
        clock.advance(Duration.ofMillis(100));
        assertThat(loose).isDone();
        assertThat(lane.idsInFlight()).isEqualTo(2);

        run();

        assertThat(eye.asked()).doesNotContain(List.of(B, C)).contains(List.of(A), List.of(C));
    }

    @Test
    void anIdThatEveryoneGaveUpIsAskedForAfresh() {
        begin(A, TIMEOUT);
        CompletableFuture<Observation> expired =
                lane.ask(B, Duration.ofMillis(100)).orElseThrow();
        clock.advance(Duration.ofMillis(100));
        assertThat(expired).isDone();

        eye.fleet.add(B);
        CompletableFuture<Observation> afresh = ask(B);
        run();

        assertThat(answerOf(afresh)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    @Test
    void aLateAnswerForWhoeverGaveUpDisturbsNoLaterQuestion() {
        CompletableFuture<Observation> expired = ask(A);
        clock.advance(TIMEOUT);
        assertThat(expired).isDone();
        CompletableFuture<Observation> afresh = ask(A);
        assertThat(calls).hasSize(2);

        calls.remove().run();
        assertThat(afresh).isNotDone();
        assertThat(lane.idsInFlight()).isEqualTo(1);
        eye.fleet.add(A);
        run();

        assertThat(answerOf(afresh)).isEqualTo(new Present(InstanceState.RUNNING));
    }

    // Failures and divisions

    @Test
    void aDivisibleFailureIsDividedUntilItIsCornered() {
        List<String> ids = ids(9);
        eye.fleet.addAll(ids);
        eye.answer = (question, told) -> question.ids().contains(ids.get(4)) ? NO_ANSWER : eye.truth(question);
        List<CompletableFuture<Observation>> seen = ids.stream().map(this::ask).toList();

        run();

        assertThat(eye.asked()).extracting(List::size).containsExactly(1, 8, 4, 4, 2, 2, 1, 1);
        assertThat(answerOf(seen.get(4))).isEqualTo(new Unknown(Cause.LOOKUP_FAILED, "it rains"));
        assertThat(seen.stream().filter(each -> answerOf(each) instanceof Present))
                .hasSize(8);
        assertThat(metrics.counted("splits", LABELS)).isEqualTo(3);
    }

    @Test
    void aPartThatNobodyWaitsForIsNotAskedFor() {
        eye.fleet.add(A);
        begin(A, TIMEOUT);
        begin(B, Duration.ofMillis(100));
        begin(C, Duration.ofMillis(100));
        calls.remove().run();
        eye.answer = (question, told) -> {
            clock.advance(Duration.ofMillis(100));
            return NO_ANSWER;
        };
        run();

        assertThat(eye.asked()).containsExactly(List.of(A), List.of(B, C));
    }

    @Test
    void whereEveryPartFailsTheDivisionEnds() {
        eye.answer = (question, told) -> NO_ANSWER;
        List<CompletableFuture<Observation>> seen =
                ids(1001).stream().map(this::ask).toList();

        run();

        assertThat(eye.asked()).hasSize(1 + 1 + 16);
        assertThat(seen)
                .allSatisfy(each -> assertThat(answerOf(each))
                        .isEqualTo(new Unknown(Cause.LOOKUP_FAILED, "it rains" + NOTHING_SEEN)));
    }

    @ParameterizedTest
    @EnumSource
    void anIndivisibleFailureIsEveryonesAtOnce(Cause cause) {
        eye.answer = (question, told) -> new Answer.Failure(cause, "no", false);
        List<CompletableFuture<Observation>> seen =
                ids(101).stream().map(this::ask).toList();

        run();

        assertThat(eye.asked()).hasSize(2);
        assertThat(seen)
                .allSatisfy(each -> assertThat(answerOf(each))
                        .isInstanceOfSatisfying(
                                Unknown.class,
                                unknown -> assertThat(unknown.cause()).isEqualTo(cause)));
        assertThat(metrics.counted("splits", LABELS)).isZero();
    }

    @Test
    void anEyeThatBreaksIsAFailure() {
        eye.answer = (question, told) -> {
            throw new NoClassDefFoundError("half a jar");
        };

        CompletableFuture<Observation> seen = ask(A);
        run();

        assertThat(answerOf(seen))
                .isEqualTo(new Unknown(
                        Cause.LOOKUP_FAILED,
                        "the look-up broke: java.lang.NoClassDefFoundError: half a jar" + NOTHING_SEEN));
    }

    @Test
    void aFailureSaysThatNothingWasSeenOnlyWhereNothingWas() {
        eye.fleet.add(B);
        begin(B, TIMEOUT);
        run();
        eye.answer = (question, told) -> NO_ANSWER;

        CompletableFuture<Observation> seen = ask(A);
        run();

        assertThat(answerOf(seen)).isEqualTo(new Unknown(Cause.LOOKUP_FAILED, "it rains"));
    }

    // Bounds and the end

    @Test
    void moreThanCanWaitAreTurnedAway() {
        List<CompletableFuture<Observation>> waiting =
                Collections.nCopies(10_000, A).stream().map(this::ask).toList();
        ids(10_000).forEach(id -> begin(id, TIMEOUT));

        CompletableFuture<Observation> tooMany = ask(A);

        assertThat(answerOf(tooMany))
                .isEqualTo(new Unknown(
                        Cause.THROTTLED, "20000 events wait for EC2's word in here already" + NOTHING_SEEN));
        assertThat(metrics.counted("lookups_turned_away", LABELS)).isEqualTo(1);
        assertThat(metrics.counted("lookups", LABELS)).isEqualTo(20_001);
        eye.fleet.addAll(Set.of(A));
        calls.remove().run();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(ask(B)).isNotDone();
    }

    @Test
    void whoeverGivesUpMakesRoom() {
        for (int i = 0; i < Lane.MOST_WAITING; i++) {
            CompletableFuture<Observation> waiting =
                    lane.ask(A, Duration.ofMillis(100)).orElseThrow();
            assertThat(waiting).isNotDone();
        }
        clock.advance(Duration.ofMillis(100));

        assertThat(ask(B)).isNotDone();
    }

    @Test
    void theEndCompletesWhoeverWaitsAndAsksNoMore() {
        CompletableFuture<Observation> asked = ask(A);
        CompletableFuture<Observation> queued = ask(B);

        lane.close();

        Unknown stopped =
                new Unknown(Cause.LOOKUP_FAILED, "the integration was stopped before EC2 answered" + NOTHING_SEEN);
        assertThat(answerOf(asked)).isEqualTo(stopped);
        assertThat(answerOf(queued)).isEqualTo(stopped);
        assertThat(eye.closed).isTrue();
        run();
        assertThat(eye.asked()).containsExactly(List.of(A));
        assertThat(answerOf(ask(C))).isInstanceOf(Unknown.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void theEndGivesUpTheSecondLook() {
        CompletableFuture<Observation> seen = ask(A);
        run();

        lane.close();
        clock.advance(Duration.ofMinutes(1));

        assertThat(answerOf(seen)).isInstanceOf(Unknown.class);
        assertThat(eye.asked()).hasSize(1);
    }

    @Test
    void aLaneIsIdleWhenNobodyWaitsAndNothingIsAsked() {
        assertThat(lane.isIdle()).isTrue();
        begin(A, Duration.ofMillis(100));
        assertThat(lane.isIdle()).isFalse();
        clock.advance(Duration.ofMillis(100));
        assertThat(lane.isIdle()).isFalse();
        run();
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void theTimeOfALookupIsRecorded() {
        eye.answer = (question, told) -> {
            clock.advance(Duration.ofMillis(1500));
            return eye.truth(question);
        };
        begin(A, TIMEOUT);
        calls.remove().run();

        assertThat(metrics.recorded("lookup_seconds", LABELS)).containsExactly(1.5);
    }

    private void begin(String id, Duration timeout) {
        begun.add(lane.ask(id, timeout).orElseThrow());
    }

    private CompletableFuture<Observation> ask(String id) {
        return lane.ask(id, TIMEOUT).orElseThrow();
    }

    /** Nothing is done on other threads: what is not answered by now never will be. */
    private static Observation answerOf(CompletableFuture<Observation> seen) {
        assertThat(seen).isDone();
        return seen.join();
    }

    /** Makes the calls, and those that follow from them, one after the other. */
    private void run() {
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("i-1%07x"::formatted).toList();
    }
}
