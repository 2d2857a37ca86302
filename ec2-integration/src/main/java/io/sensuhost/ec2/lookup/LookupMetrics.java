package io.sensuhost.ec2.lookup;

import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is counted of the look-ups with one access. */
final class LookupMetrics {

    private final Metrics metrics;
    private final List<String> labels;

    LookupMetrics(Metrics metrics, List<String> labels) {
        this.metrics = metrics;
        this.labels = labels;
    }

    void asked() {
        metrics.count("lookups", 1, with());
    }

    void turnedAway() {
        metrics.count("lookups_turned_away", 1, with());
    }

    void called(Way way) {
        metrics.count("calls", 1, with("way", way.name().toLowerCase(Locale.ROOT)));
    }

    void attemptFailed(boolean throttled) {
        metrics.count("failed_attempts", 1, with("throttled", String.valueOf(throttled)));
    }

    void divided() {
        metrics.count("splits", 1, with());
    }

    void answered(Question question, Duration took) {
        metrics.record("batch_size", question.ids().size(), with());
        metrics.record("lookup_seconds", took.toNanos() / 1e9, with());
    }

    private String[] with(String... more) {
        return Stream.concat(labels.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
