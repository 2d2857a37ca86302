package io.sensuhost.host.routing;

import io.sensuhost.api.Action;
import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an event must pass on its way to one integration, in Sensu's order; the first that applies stops it.
 * Thread-safe.
 */
public final class Filters {

    private final String integration;
    private final Settings settings;
    private final CheckDependencies dependencies;
    private final List<DefinedFilter> defined;
    private final boolean byOccurrences;
    private final List<String> severities;
    private final Recurrence recurrence;

    /**
     * The filters of an integration.
     *
     * @param integration the integration's name
     * @param settings its settings, with those of {@link CommonSettings}
     * @param definitions the filters that the settings name, in which {@link FilterDefinitions#check} found no error
     * @param recurrence when an event is handled again
     */
    public Filters(String integration, Settings settings, FilterDefinitions definitions, Recurrence recurrence) {
        this.integration = integration;
        this.settings = settings;
        this.dependencies = definitions.dependencies();
        this.defined = definitions.of(settings);
        this.byOccurrences = definitions.goByOccurrences(settings);
        this.severities = settings.texts("severities");
        this.recurrence = recurrence;
    }

    /**
     * Looks whether an event is to be handled now. One that is must be reported to {@link #handled}, and until then no
     * other of the same incident passes.
     *
     * @param event the event
     * @param chosen whether its sender has chosen the handler, and so has looked already whether it is due again
     * @return the result of an event that is not to be handled; never completes exceptionally
     */
    public CompletionStage<Optional<Result>> stop(Event event, boolean chosen) {
        if (event.isResolve()) {
            recurrence.forget(event, integration);
        }
        Rhythm rhythm = Rhythm.of(event, byOccurrences);
        Optional<Result> refusal = unhandled(event)
                .or(() -> flapping(event))
                .or(() -> severity(event))
                .or(() -> silenced(event))
                .or(() -> event.isResolve() ? Optional.empty() : tooEarly(event, rhythm, chosen));
        return refusal.isPresent() || event.isResolve()
                ? CompletableFuture.completedFuture(refusal)
                : dependencies
                        .refuses(event)
                        .thenApply(reason -> reason.map(why -> filtered(CheckDependencies.NAME, why))
                                .or(() -> firstOf(event))
                                .or(() -> chosen ? Optional.empty() : begin(event, rhythm)));
    }

    /**
     * Takes note of what became of an event that was not stopped.
     *
     * @param event the event
     * @param result the integration's result
     */
    public void handled(Event event, Result result) {
        if (!event.isResolve()) {
            recurrence.handled(event, integration, result);
        }
    }

    private Optional<Result> unhandled(Event event) {
        return Boolean.FALSE.equals(event.check().attributes().get("handle"))
                ? Optional.of(Result.ignored("filtered", "check.handle is false"))
                : Optional.empty();
    }

    private Optional<Result> flapping(Event event) {
        return event.action() == Action.FLAPPING && !settings.flag("handle_flapping")
                ? Optional.of(Result.ignored(
                        "filtered", "the check is flapping, and " + integration + " does not handle_flapping"))
                : Optional.empty();
    }

    private Optional<Result> severity(Event event) {
        String severity = Severity.of(event.check());
        return event.isResolve() || severities.contains(severity)
                ? Optional.empty()
                : Optional.of(Result.ignored(
                        "severity_not_handled",
                        "status " + event.check().status() + " is " + severity + "; " + integration + " handles "
                                + (severities.isEmpty() ? "none" : String.join(", ", severities))));
    }

    private Optional<Result> silenced(Event event) {
        return event.silenced() && !settings.flag("handle_silenced")
                ? Optional.of(Result.ignored(
                        "silenced",
                        "silenced by "
                                + (event.silencedBy().isEmpty() ? "someone" : String.join(", ", event.silencedBy()))))
                : Optional.empty();
    }

    private Optional<Result> tooEarly(Event event, Rhythm rhythm, boolean chosen) {
        Optional<String> reason = event.occurrences() < rhythm.occurrences()
                ? Optional.of(
                        "occurrence " + event.occurrences() + " of the " + rhythm.occurrences() + " that it takes")
                : chosen ? Optional.empty() : recurrence.refuses(event, integration, rhythm);
        return reason.map(why -> filtered(rhythm.filter(), why));
    }

    private Optional<Result> firstOf(Event event) {
        return defined.stream()
                .flatMap(filter -> filter.refuses(event).map(reason -> filtered(filter.name(), reason)).stream())
                .findFirst();
    }

    /** Asked again, and this time for good: meanwhile another event of the incident may have come through. */
    private Optional<Result> begin(Event event, Rhythm rhythm) {
        return recurrence.begin(event, integration, rhythm).map(why -> filtered(rhythm.filter(), why));
    }

    private static Result filtered(String filter, String reason) {
        return Result.ignored("filtered", "filter " + filter + ": " + reason).with(Map.of("filter", filter));
    }
}
