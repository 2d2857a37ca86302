package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A lane whose eye, time and threads the test moves. */
abstract class LaneBench {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final String A = "i-0000000a";
    static final String B = "i-0000000b";
    static final String C = "i-0000000c";
    static final String[] LABELS = {"region", "here", "account", "own"};
    static final String NOTHING_SEEN = " (no instance has been seen in here yet)";
    static final Answer NO_ANSWER = new Answer.Failure(Cause.LOOKUP_FAILED, "it rains", true);

    final ManualClock clock = new ManualClock();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final FakeEye eye = new FakeEye();
    final Deque<Runnable> calls = new ArrayDeque<>();
    Executor threads = calls::add;
    final List<CompletableFuture<Observation>> begun = new ArrayList<>();
    Supplier<CompletionStage<List<String>>> known = () -> CompletableFuture.completedFuture(List.of());
    final Lane lane = new Lane(
            "here",
            eye,
            clock,
            task -> threads.execute(task),
            new LookupMetrics(metrics, List.of(LABELS)),
            () -> known.get());

    void begin(String id, Duration timeout) {
        begun.add(lane.ask(id, timeout).orElseThrow());
    }

    CompletableFuture<Observation> ask(String id) {
        return lane.ask(id, TIMEOUT).orElseThrow();
    }

    /** Nothing is done on other threads: what is not answered by now never will be. */
    static Observation answerOf(CompletableFuture<Observation> seen) {
        assertThat(seen).isDone();
        return seen.join();
    }

    /** Makes the calls, and those that follow from them, one after the other. */
    void run() {
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("i-1%07x"::formatted).toList();
    }
}
