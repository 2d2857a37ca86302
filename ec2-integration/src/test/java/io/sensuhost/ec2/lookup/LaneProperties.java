package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any order of events, answers and passing time. */
class LaneProperties {

    private static final List<Cause> CAUSES = List.of(Cause.values());

    @Property(tries = 300)
    void eachEventHasOneTrueAnswerInTimeAndFewCallsAreMade(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 60) int events,
            @ForAll @IntRange(max = 3) int style) {
        ManualClock clock = new ManualClock();
        Deque<Runnable> calls = new ArrayDeque<>();
        FakeEye eye = new FakeEye();
        AtomicInteger failures = new AtomicInteger();
        List<String> known = ids(50);
        List<String> ids = ids(80);
        eye.fleet.addAll(random.ints(40, 0, 80).mapToObj(ids::get).toList());
        eye.answer = (question, throttled) -> {
            Answer answer = answer(eye, question, random, style);
            failures.addAndGet(answer instanceof Answer.Failure ? 1 : 0);
            return answer;
        };
        Lane lane = new Lane(
                "here",
                eye,
                clock,
                calls::add,
                new LookupMetrics(new InMemoryMetrics(), List.of("region", "here", "account", "own")),
                () -> CompletableFuture.completedFuture(known));
        List<Asked> asked = new ArrayList<>();

        while (asked.size() < events || !calls.isEmpty()) {
            int next = random.nextInt(4);
            if (next < 2 && asked.size() < events) {
                String id = random.nextInt(20) == 0 ? "i-" + random.nextInt(9) : ids.get(random.nextInt(80));
                Duration time = Duration.ofMillis(500 + random.nextInt(12_000));
                asked.add(new Asked(
                        id, clock.elapsed().plus(time), lane.ask(id, time).orElseThrow()));
            } else if (next == 2 && !calls.isEmpty()) {
                calls.remove().run();
            } else {
                clock.advance(Duration.ofMillis(random.nextInt(800)));
            }
            assertThat(lane.callsInFlight()).isLessThanOrEqualTo(Lane.MOST_CALLS);
            assertThat(asked).allMatch(each -> each.seen.isDone() || each.deadline.compareTo(clock.elapsed()) > 0);
        }
        for (int step = 0; step < 100; step++) {
            clock.advance(Duration.ofMillis(500));
            while (!calls.isEmpty()) {
                calls.remove().run();
            }
        }

        assertThat(asked).allMatch(each -> each.seen.isDone());
        asked.forEach(each -> assertThat(isTrue(each.seen.join(), eye.fleet.contains(each.id)))
                .as(each.id + ": " + each.seen.join())
                .isTrue());
        assertThat(lane.idsInFlight()).isZero();
        assertThat(eye.questions)
                .allSatisfy(question -> assertThat(question.ids().size())
                        .isBetween(1, question.way() == Way.BY_ID ? Question.MOST_BY_ID : Question.MOST_BY_FILTER));
        assertThat(eye.questions.size()).isLessThanOrEqualTo(6 * events + 2 * failures.get());
    }

    private record Asked(String id, Duration deadline, CompletableFuture<Observation> seen) {}

    private static boolean isTrue(Observation seen, boolean isThere) {
        return seen instanceof Present
                ? isThere
                : !(isThere
                        && seen instanceof Absent absent
                        && !absent.statements().isEmpty());
    }

    private static Answer answer(FakeEye eye, Question question, Random random, int style) {
        if (random.nextInt(4) == 0) {
            return new Answer.Failure(CAUSES.get(random.nextInt(CAUSES.size())), "it rains", random.nextBoolean());
        }
        Set<String> malformed = Set.copyOf(question.ids().stream()
                .filter(id -> id.length() < 6 && !eye.fleet.contains(id))
                .toList());
        if (!malformed.isEmpty() && random.nextBoolean()) {
            return new Answer.Malformed(malformed, "Invalid id");
        }
        return question.way() == Way.BY_ID && style > 0
                ? eye.naming(question, List.of(0, 1, 1000).get(style - 1))
                : eye.truth(question);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("i-1%07x"::formatted).toList();
    }
}
