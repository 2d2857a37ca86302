package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualClockTest {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<String> done = new ArrayList<>();

    @Test
    void itStandsStillUntilItIsTurned() {
        clock.after(Duration.ofSeconds(1), () -> done.add("late"));

        assertThat(clock.now()).isEqualTo(Instant.EPOCH);
        assertThat(done).isEmpty();
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void whatBecomesDueRunsAtItsOwnTimeAndInItsOrder() {
        clock.after(
                Duration.ofSeconds(2),
                () -> done.add("second at " + clock.elapsed().toSeconds()));
        clock.after(Duration.ofSeconds(1), () -> {
            done.add("first at " + clock.elapsed().toSeconds());
            clock.after(
                    Duration.ofSeconds(2),
                    () -> done.add("third at " + clock.elapsed().toSeconds()));
        });
        clock.advance(Duration.ofSeconds(5));

        assertThat(done).containsExactly("first at 1", "second at 2", "third at 3");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatIsCancelledNeverRuns() {
        HostClock.Timer timer = clock.after(Duration.ofSeconds(1), () -> done.add("never"));
        timer.cancel();
        clock.advance(Duration.ofSeconds(2));

        assertThat(done).isEmpty();
    }

    @Test
    void theTimeOfDayCanBeSetWithoutAnyTimePassing() {
        clock.step(Duration.ofHours(-1));

        assertThat(clock.now()).isEqualTo(Instant.EPOCH.minusSeconds(3600));
        assertThat(clock.elapsed()).isZero();
    }
}
