package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneDeadlineTest extends LaneBench {

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
}
