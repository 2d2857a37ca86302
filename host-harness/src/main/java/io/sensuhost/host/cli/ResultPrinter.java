package io.sensuhost.host.cli;

import io.sensuhost.api.Status;
import io.sensuhost.host.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints outcomes as they come, or as a table at the end, and keeps count. Thread-safe. */
final class ResultPrinter {

    private static final int MOST_ROWS = 1000;

    private final Output output;
    private final List<Outcome> shown = new ArrayList<>();
    private final Map<Status, Long> statuses = new EnumMap<>(Status.class);
    private long events;
    private long outcomes;
    private long deregistered;
    private long kept;

    ResultPrinter(Output output) {
        this.output = output;
    }

    synchronized void print(List<Outcome> ofOneEvent) {
        events++;
        printMore(ofOneEvent);
    }

    /** Prints outcomes of an event that has been counted. */
    synchronized void printMore(List<Outcome> ofOneEvent) {
        for (Outcome outcome : ofOneEvent) {
            count(outcome);
            if (output.isJson()) {
                output.json(outcome.toJson());
            } else if (shown.size() < MOST_ROWS) {
                shown.add(outcome);
            }
        }
    }

    private void count(Outcome outcome) {
        outcomes++;
        statuses.merge(outcome.result().status(), 1L, Long::sum);
        deregistered += outcome.result().action().filter("deregistered"::equals).isPresent() ? 1 : 0;
        kept += outcome.result().action().filter("kept"::equals).isPresent() ? 1 : 0;
    }

    synchronized boolean anyFailed() {
        return count(Status.FAILED) > 0;
    }

    /** Prints the table, where there is one. */
    synchronized void finish() {
        if (!output.isJson() && !shown.isEmpty()) {
            output.table(OutcomeTable.of(shown));
            if (outcomes > shown.size()) {
                output.line("... and " + (outcomes - shown.size()) + " more; -o json prints them all");
            }
        }
    }

    synchronized void summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("events", events);
        for (Status status : Status.values()) {
            summary.put(status.name().toLowerCase(Locale.ROOT), count(status));
        }
        summary.put("deregistered", deregistered);
        summary.put("kept", kept);
        if (output.isJson()) {
            output.json(Map.of("summary", summary));
        } else {
            List<String> words = new ArrayList<>();
            summary.forEach((name, number) -> words.add(number + " " + name));
            output.line(String.join(", ", words));
        }
    }

    private long count(Status status) {
        return statuses.getOrDefault(status, 0L);
    }
}
