package io.sensuhost.host.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.testkit.ManualClock;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LentClockTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final LentClock lent = new LentClock(clock, loader);
    private final List<String> ran = new ArrayList<>();

    @Test
    void itTellsTheTimesOfTheClock() {
        clock.advance(SECOND);

        assertThat(lent.now()).isEqualTo(clock.now());
        assertThat(lent.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void aTaskRunsOnceWhenItIsDue() {
        lent.after(SECOND, () -> ran.add("task"));
        assertThat(ran).isEmpty();

        clock.advance(SECOND);
        clock.advance(SECOND);

        assertThat(ran).containsExactly("task");
    }

    @Test
    void aTaskRunsWithTheLoaderOfItsIntegrationAndTheThreadGetsItsOwnBack() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> loaders = new ArrayList<>();
        lent.after(SECOND, () -> loaders.add(Thread.currentThread().getContextClassLoader()));

        clock.advance(SECOND);

        assertThat(loaders).containsExactly(loader);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
    }

    @Test
    void aTaskThatFailsGivesTheThreadItsLoaderBackToo() {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        lent.after(SECOND, () -> {
            throw new IllegalStateException("for a test");
        });

        assertThatThrownBy(() -> clock.advance(SECOND)).hasMessage("for a test");

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
    }

    @Test
    void aTaskThatIsGivenUpIsKeptByNobody() {
        lent.after(SECOND, () -> ran.add("task")).cancel();
        assertThat(clock.pending()).isZero();

        clock.advance(SECOND);

        assertThat(ran).isEmpty();
    }

    @Test
    void whatIsDueWhenTheClockIsTakenBackIsGivenUp() {
        lent.after(SECOND, () -> ran.add("one"));
        lent.after(SECOND, () -> ran.add("two"));

        lent.close();

        assertThat(clock.pending()).isZero();
    }

    @Test
    void aClockThatHasBeenTakenBackRunsNothingMore() {
        lent.close();

        lent.after(SECOND, () -> ran.add("task"));

        assertThat(clock.pending()).isZero();
    }

    @Test
    void norWhatIsDueAtOnce() {
        LentClock atOnce = new LentClock(new HandOver(Runnable::run), loader);
        atOnce.close();

        atOnce.after(Duration.ZERO, () -> ran.add("task"));

        assertThat(ran).isEmpty();
    }

    /** It may be due, and have begun, when the clock is taken back. */
    @Test
    void aTaskThatIsGivenUpTooLateForItsClockDoesNotRun() {
        List<Runnable> begun = new ArrayList<>();
        LentClock late = new LentClock(new HandOver(begun::add), loader);
        late.after(SECOND, () -> ran.add("task"));

        late.close();
        begun.forEach(Runnable::run);

        assertThat(ran).isEmpty();
    }

    /** Gives each task away at once, and takes none back. */
    private record HandOver(Executor taker) implements HostClock {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            taker.execute(task);
            return () -> {};
        }
    }
}
