package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Result;
import io.sensuhost.api.Settings;
import io.sensuhost.api.testkit.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The filters of an integration {@code ec2}, with settings and surroundings of a test's choice. */
final class FilterBench {

    static final Result DONE = Result.handled("kept", "instance_state_allowed", "running");
    static final Result FAILED = Result.failed("timeout", "no answer");

    final ManualClock clock = new ManualClock();
    private final Recurrence recurrence;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private KnownEvents events = (namespace, client, check) -> CompletableFuture.completedFuture(false);
    private ZoneId zone = ZoneOffset.UTC;
    private Optional<Filters> filters = Optional.empty();

    private FilterBench(boolean remembering) {
        recurrence = remembering ? Recurrence.remembered(clock) : Recurrence.counted();
    }

    static FilterBench serving() {
        return new FilterBench(true);
    }

    static FilterBench oneShot() {
        return new FilterBench(false);
    }

    FilterBench set(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    FilterBench define(String name, Object definition) {
        definitions.put(name, definition);
        return this;
    }

    FilterBench knowing(KnownEvents known) {
        events = known;
        return this;
    }

    FilterBench in(ZoneId place) {
        zone = place;
        return this;
    }

    List<Problem> check() {
        return definitions().check(settings());
    }

    Optional<Result> stop(Event event) {
        return stopLater(event).join();
    }

    Optional<Result> stopChosen(Event event) {
        return filters().stop(event, true).toCompletableFuture().join();
    }

    /** For where the answer to what it depends on has not come. */
    CompletableFuture<Optional<Result>> stopLater(Event event) {
        return filters().stop(event, false).toCompletableFuture();
    }

    boolean passes(Event event) {
        return stop(event).isEmpty();
    }

    void handled(Event event, Result result) {
        filters().handled(event, result);
    }

    /** Whether an event passes after some time; one that does gets the result. */
    boolean passesAfter(int seconds, Event event, Result result) {
        clock.advance(Duration.ofSeconds(seconds));
        boolean passes = passes(event);
        if (passes) {
            handled(event, result);
        }
        return passes;
    }

    private Filters filters() {
        if (filters.isEmpty()) {
            filters = Optional.of(new Filters("ec2", settings(), definitions(), recurrence));
        }
        return filters.orElseThrow();
    }

    private Settings settings() {
        return CommonSettings.SCHEMA.read("ec2", settings);
    }

    private FilterDefinitions definitions() {
        return new FilterDefinitions(definitions, events, clock::now, zone);
    }
}
