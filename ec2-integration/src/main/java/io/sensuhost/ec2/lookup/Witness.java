package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Present;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Whether an eye is known to work: which instance of a known client it has seen, and if none, which others it could look
 * at. Thread-safe.
 */
final class Witness {

    private final Eye eye;
    private final Supplier<CompletionStage<List<String>>> knownIds;
    private volatile Optional<Seen> seen = Optional.empty();
    private volatile CompletableFuture<List<String>> candidates = CompletableFuture.completedFuture(List.of());

    Witness(Eye eye, Supplier<CompletionStage<List<String>>> knownIds) {
        this.eye = eye;
        this.knownIds = knownIds;
    }

    Optional<String> id() {
        return id(eye.identity());
    }

    /** The witness that was seen with certain credentials. */
    Optional<String> id(String by) {
        return seen.filter(sighting -> sighting.by().equals(by)).map(Seen::id);
    }

    void observe(Answer.Instances instances, String by) {
        instances.seen().entrySet().stream()
                .filter(Witness::isPresent)
                .findFirst()
                .ifPresent(entry -> seen = Optional.of(new Seen(entry.getKey(), by)));
    }

    private static boolean isPresent(Map.Entry<String, Observation> entry) {
        return entry.getValue() instanceof Present;
    }

    /** Begins to look for candidates, unless there is a witness or the search is under way. Not under the lane's lock. */
    CompletionStage<List<String>> seek() {
        if (id().isEmpty() && candidates.isDone()) {
            candidates = CompletableFuture.completedFuture(knownIds)
                    .thenCompose(Supplier::get)
                    .exceptionally(e -> List.of());
        }
        return candidates;
    }

    /** The candidates that are known by now; none where there is a witness already. */
    List<String> candidates() {
        return id().isPresent() ? List.of() : candidates.getNow(List.of());
    }

    private record Seen(String id, String by) {}
}
