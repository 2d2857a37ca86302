package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What waits to be asked, and which question comes next. Guarded by the lock of its lane. */
final class Agenda {

    private static final int MOST_CANDIDATES = 20;

    private final Deque<Question> parts = new ArrayDeque<>();
    private final Deque<Inquiry> alone = new ArrayDeque<>();
    private final Deque<Inquiry> byFilter = new ArrayDeque<>();
    private final Deque<Inquiry> byId = new ArrayDeque<>();

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

    boolean isEmpty() {
        return parts.isEmpty() && alone.isEmpty() && byFilter.isEmpty() && byId.isEmpty();
    }

    /**
     * The next question. What cannot share a call, or fills one, goes at once; all else only when no call is under way
     * that it could have waited for: so batches form by themselves, and nobody waits for company.
     *
     * @param idle whether no call is under way
     * @param candidates gives ids among which a witness may be found, none where one is known
     */
    Optional<Question> next(boolean idle, Supplier<List<String>> candidates) {
        if (!parts.isEmpty()) {
            return Optional.of(parts.remove());
        }
        Optional<Question> single = question(Way.BY_ID, alone, 1, List.of());
        if (single.isPresent()) {
            return single;
        }
        if ((idle && !byFilter.isEmpty()) || byFilter.size() >= Question.MOST_BY_FILTER) {
            List<String> extra =
                    candidates.get().stream().limit(MOST_CANDIDATES).toList();
            Optional<Question> second =
                    question(Way.BY_FILTER, byFilter, Question.MOST_BY_FILTER - extra.size(), extra);
            if (second.isPresent()) {
                return second;
            }
        }
        return idle || byId.size() >= Question.MOST_BY_ID
                ? question(Way.BY_ID, byId, Question.MOST_BY_ID, List.of())
                : Optional.empty();
    }

    private static Optional<Question> question(Way way, Deque<Inquiry> waiting, int most, List<String> candidates) {
        List<Inquiry> batch = new ArrayList<>();
        while (batch.size() < most && !waiting.isEmpty()) {
            Inquiry inquiry = waiting.remove();
            if (!inquiry.isAbandoned()) {
                batch.add(inquiry);
            }
        }
        return batch.isEmpty() ? Optional.empty() : Optional.of(new Question(way, batch, candidates, new Patience()));
    }
}
