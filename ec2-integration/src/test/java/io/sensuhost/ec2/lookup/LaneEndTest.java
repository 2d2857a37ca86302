package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Unknown;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneEndTest extends LaneBench {

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
        assertThat(lane.ask(C, TIMEOUT)).isEmpty();
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
    void aLaneEndsForAnotherOnlyWhenNobodyWaitsAndNothingIsAsked() {
        begin(A, Duration.ofMillis(100));
        assertThat(lane.endsIfIdle()).isFalse();
        clock.advance(Duration.ofMillis(100));
        assertThat(lane.endsIfIdle()).isFalse();
        run();
        assertThat(lane.endsIfIdle()).isTrue();

        assertThat(lane.ask(A, TIMEOUT)).isEmpty();
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
}
