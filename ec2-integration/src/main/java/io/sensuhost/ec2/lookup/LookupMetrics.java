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
    private final String[] labels;

    LookupMetrics(Metrics metrics, List<String> labels) {
        this.metrics = metrics;
        this.labels = labels.toArray(String[]::new);
    }

    /** Shows what every look-up counts before there is one, which has not to wait for that then. */
    void prepare() {
        metrics.count("lookups", 0, labels);
        metrics.count("calls", 0, labelsOf(Way.BY_ID));
        metrics.record("batch_size", Double.NaN, labels);
        metrics.record("lookup_seconds", Double.NaN, labels);
    }

    void asked() {
        metrics.count("lookups", 1, labels);
    }

    void turnedAway() {
        metrics.count("lookups_turned_away", 1, labels);
    }

    void called(Way way) {
        metrics.count("calls", 1, labelsOf(way));
    }

    void attemptFailed(boolean throttled) {
        metrics.count("failed_attempts", 1, with("throttled", String.valueOf(throttled)));
    }

    void divided() {
        metrics.count("splits", 1, labels);
    }

    void answered(Question question, Duration took) {
        metrics.record("batch_size", question.ids().size(), labels);
        metrics.record("lookup_seconds", took.toNanos() / 1e9, labels);
    }

    private String[] labelsOf(Way way) {
        return with("way", way.name().toLowerCase(Locale.ROOT));
    }

    private String[] with(String name, String value) {
        return Stream.concat(Stream.of(labels), Stream.of(name, value)).toArray(String[]::new);
    }
}
