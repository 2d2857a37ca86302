package io.sensuhost.host.daemon;

import io.sensuhost.api.Metrics;
import io.sensuhost.api.Status;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.intake.OutcomeListener;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Request;
import io.sensuhost.host.status.Recent;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts what became of events, and keeps the latest for those who ask. Thread-safe. */
final class Outcomes implements OutcomeListener {

    private static final int MOST_KEPT = 1_000;
    private static final int USUAL_LIMIT = 100;

    private final Metrics metrics;
    private final AtomicLong count = new AtomicLong();
    private final Recent<Map<String, Object>> recent = new Recent<>(MOST_KEPT);

    Outcomes(Metrics metrics) {
        this.metrics = metrics;
        showBeforehand();
    }

    /** So that it is seen where there is none, and the first event has not to wait for it. */
    private void showBeforehand() {
        Stream.of(Source.TCP, Source.HTTP, Source.RABBITMQ)
                .forEach(source -> add(0, source, word(Status.FAILED), "malformed_event"));
        Stream.of(Status.values())
                .forEach(status -> metrics.record("handling_seconds", Double.NaN, "status", word(status)));
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void became(Source source, Outcome outcome) {
        String status = word(outcome.result().status());
        String code = outcome.result().code();
        add(1, source, status, code);
        metrics.record("handling_seconds", outcome.took().toNanos() / 1e9, "status", status);
        recent.add(outcome.toJson());
        count.incrementAndGet();
    }

    private void add(int more, Source source, String status, String code) {
        metrics.count("events", more, "intake", source.word(), "status", status, "code", code);
    }

    long count() {
        return count.get();
    }

    Answer latest(Request request) {
        String limit = request.parameter("limit").orElse(String.valueOf(USUAL_LIMIT));
        return limit.matches("[0-9]{1,9}")
                ? Answer.json(200, recent.latest(Integer.parseInt(limit)))
                : Answer.error(400, "limit must be a whole number, up to " + MOST_KEPT);
    }
}
