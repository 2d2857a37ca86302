package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneAbsenceTest extends LaneBench {

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
}
