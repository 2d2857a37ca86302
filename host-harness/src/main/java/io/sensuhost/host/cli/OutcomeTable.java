package io.sensuhost.host.cli;

import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.host.Outcome;
import java.util.List;
import java.util.Locale;

/** Outcomes as people read them. */
final class OutcomeTable {

    private OutcomeTable() {}

    static Table of(List<Outcome> outcomes) {
        Table table = new Table("CLIENT", "HANDLER", "OUTCOME", "CODE", "REASON");
        for (Outcome outcome : outcomes) {
            Result result = outcome.result();
            table.row(
                    colour(result),
                    outcome.event().map(event -> event.client().toString()).orElse("-"),
                    outcome.handler().orElse("-"),
                    word(result),
                    result.code(),
                    result.reason());
        }
        return table;
    }

    /** What was done, or else what became of it. */
    static String word(Result result) {
        return result.action().orElseGet(() -> result.status().name().toLowerCase(Locale.ROOT));
    }

    static Terminal.Colour colour(Result result) {
        if (result.status() == Status.FAILED) {
            return Terminal.Colour.RED;
        }
        if (result.status() == Status.HELD) {
            return Terminal.Colour.YELLOW;
        }
        if (result.status() == Status.IGNORED) {
            return Terminal.Colour.GREY;
        }
        return result.action().filter("deregistered"::equals).isPresent()
                ? Terminal.Colour.GREEN
                : Terminal.Colour.NONE;
    }
}
