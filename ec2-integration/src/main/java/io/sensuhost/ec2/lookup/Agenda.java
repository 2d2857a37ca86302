package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation.Way;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What waits to be asked, and which question comes next. Guarded by the lock of its lane. */
final class Agenda {

    private static final int MOST_CANDIDATES = 20;

    private final Deque<Question> parts = new ArrayDeque<>();
    private final Set<Inquiry> alone = new LinkedHashSet<>();
    private final Set<Inquiry> byFilter = new LinkedHashSet<>();
    private final Set<Inquiry> byId = new LinkedHashSet<>();

    void add(Inquiry inquiry, Way way) {
        if (inquiry.isLoose()) {
            alone.add(inquiry);
        } else if (way == Way.BY_FILTER) {
            byFilter.add(inquiry);
        } else {
            byId.add(inquiry);
        }
    }

    void addParts(List<Question> halves) {
        parts.addAll(halves);
    }

    /** Takes off what nobody waits for any more. */
    void remove(Inquiry inquiry) {
        alone.remove(inquiry);
        byFilter.remove(inquiry);
        byId.remove(inquiry);
    }

    /**
     * The next question. What cannot share a call, or fills one, goes at once; all else only when no call is under way
     * that it could have waited for: so batches form by themselves, and nobody waits for company while nothing else is done.
     *
     * @param idle whether no call of a way is under way
     * @param candidates gives ids among which a witness may be found, none where one is known
     */
    Optional<Question> next(Predicate<Way> idle, Supplier<List<String>> candidates) {
        while (!parts.isEmpty()) {
            Question part = parts.remove().withoutAbandoned();
            if (!part.inquiries().isEmpty()) {
                return Optional.of(part);
            }
        }
        if (!alone.isEmpty()) {
            return Optional.of(question(Way.BY_ID, alone, 1, List.of()));
        }
        if (!byFilter.isEmpty() && (idle.test(Way.BY_FILTER) || byFilter.size() >= Question.MOST_BY_FILTER)) {
            List<String> extra =
                    candidates.get().stream().limit(MOST_CANDIDATES).toList();
            return Optional.of(question(Way.BY_FILTER, byFilter, Question.MOST_BY_FILTER - extra.size(), extra));
        }
        return !byId.isEmpty() && (idle.test(Way.BY_ID) || byId.size() >= Question.MOST_BY_ID)
                ? Optional.of(question(Way.BY_ID, byId, Question.MOST_BY_ID, List.of()))
                : Optional.empty();
    }

    private static Question question(Way way, Set<Inquiry> waiting, int most, List<String> candidates) {
        List<Inquiry> batch = waiting.stream().limit(most).toList();
        batch.forEach(waiting::remove);
        return new Question(way, batch, candidates, new Patience());
    }
}
