package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Present;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** An eye that sees a fleet of its own, in the way that a test wants. */
final class FakeEye implements Eye {

    final Set<String> fleet = new HashSet<>();
    final List<Question> questions = new ArrayList<>();
    final List<Duration> times = new ArrayList<>();
    BiFunction<Question, Consumer<Boolean>, Answer> answer = (question, throttled) -> truth(question);
    Runnable greeting = () -> {};
    String identity = "someone";
    boolean closed;

    /** All that is there, as if nothing could be said of ids that are not. */
    Answer truth(Question question) {
        Map<String, Observation> seen = new HashMap<>();
        question.ids().stream().filter(fleet::contains).forEach(id -> seen.put(id, new Present(InstanceState.RUNNING)));
        return new Answer.Instances(seen);
    }

    /** An error that names those of the missing ids that are asked for, or the truth where none is missing. */
    Answer naming(Question question, int most) {
        List<String> missing =
                question.ids().stream().filter(id -> !fleet.contains(id)).toList();
        return missing.isEmpty()
                ? truth(question)
                : new Answer.NotFound(Set.copyOf(missing.subList(0, Math.min(most, missing.size()))));
    }

    @Override
    public void greet() {
        greeting.run();
    }

    @Override
    public Sight look(Question question, Duration time, Consumer<Boolean> throttled) {
        questions.add(question);
        times.add(time);
        return new Sight(answer.apply(question, throttled), identity);
    }

    List<List<String>> asked() {
        return questions.stream().map(Question::ids).toList();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public void close() {
        closed = true;
    }
}
