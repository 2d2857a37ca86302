package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneDivisionTest extends LaneBench {

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
}
