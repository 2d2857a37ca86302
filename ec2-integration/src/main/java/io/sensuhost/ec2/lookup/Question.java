package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One call to be made.
 *
 * @param way how to ask
 * @param inquiries what to ask for, each id once
 * @param candidates ids of other clients' instances, of which one may be a witness
 * @param patience how often it may still be divided
 */
record Question(Way way, List<Inquiry> inquiries, List<String> candidates, Patience patience) {

    static final int MOST_BY_ID = 1000;
    static final int MOST_BY_FILTER = 200;

    Question {
        inquiries = List.copyOf(inquiries);
        candidates = List.copyOf(candidates);
    }

    List<String> ids() {
        return Stream.concat(inquiries.stream().map(Inquiry::id), candidates.stream())
                .toList();
    }

    /** When the last of those who wait for the answer gives up. */
    Duration latestDeadline() {
        return inquiries.stream()
                .map(Inquiry::latestDeadline)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    boolean mayBeDivided() {
        return inquiries.size() > 1 && patience.allowsTwoMore();
    }

    List<Question> halves() {
        int middle = inquiries.size() / 2;
        return List.of(
                new Question(way, inquiries.subList(0, middle), List.of(), patience),
                new Question(way, inquiries.subList(middle, inquiries.size()), List.of(), patience));
    }

    Question withoutAbandoned() {
        return new Question(
                way,
                inquiries.stream().filter(Predicate.not(Inquiry::isAbandoned)).toList(),
                candidates,
                patience);
    }
}
