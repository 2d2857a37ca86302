package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandleWhenInTheDaemonTest {

    private static final Event EVENT = Events.keepalive();

    private final FilterBench bench = FilterBench.serving();

    @Test
    void anEventBelowTheOccurrencesIsFiltered() {
        Event second =
                Events.event(Map.of(), Map.of("handle_when", Map.of("occurrences", 3)), Map.of("occurrences", 2));

        assertThat(bench.stop(second).orElseThrow().reason())
                .isEqualTo("filter handle_when: occurrence 2 of the 3 that it takes");
    }

    @Test
    void theFirstEventFromTheOccurrencesOnPassesWhicheverItIs() {
        assertThat(bench.passes(occurrence(3, 3))).isTrue();
        assertThat(FilterBench.serving().passes(occurrence(7, 3))).isTrue();
    }

    @Test
    void anEventThatWasHandledPassesAgainAfterHalfAnHour() {
        assertThat(bench.passesAfter(0, EVENT, FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(30, EVENT, FilterBench.DONE)).isFalse();
        assertThat(bench.passesAfter(1769, EVENT, FilterBench.DONE)).isFalse();
        assertThat(bench.passesAfter(1, EVENT, FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(1799, EVENT, FilterBench.DONE)).isFalse();
    }

    @Test
    void theReasonSaysWhen() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);
        bench.clock.advance(Duration.ofSeconds(90));

        assertThat(bench.stop(EVENT).orElseThrow().reason())
                .isEqualTo("filter handle_when: it was handled 90 s ago and is handled again after 1800 s");
    }

    @Test
    void theCheckSaysWhenItIsReset() {
        Event event = Events.withCheck(Map.of("handle_when", Map.of("reset", 120)));

        assertThat(bench.passesAfter(0, event, FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(119, event, FilterBench.DONE)).isFalse();
        assertThat(bench.passesAfter(1, event, FilterBench.DONE)).isTrue();
    }

    @Test
    void numbersThatAreNoneAreNotThere() {
        Event event = Events.withCheck(Map.of("handle_when", Map.of("occurrences", "many", "reset", -1)));

        assertThat(bench.passesAfter(0, event, FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(1799, event, FilterBench.DONE)).isFalse();
    }

    @Test
    void whatFailedIsTriedAgainLaterAndLater() {
        assertThat(bench.passesAfter(0, EVENT, FilterBench.FAILED)).isTrue();
        for (int wait : new int[] {30, 60, 120, 240, 300, 300}) {
            assertThat(bench.passesAfter(wait - 1, EVENT, FilterBench.FAILED))
                    .describedAs("before %s s", wait)
                    .isFalse();
            assertThat(bench.passesAfter(1, EVENT, FilterBench.FAILED))
                    .describedAs("after %s s", wait)
                    .isTrue();
        }
    }

    @Test
    void theNextRoundOfSensuIsARetryThoughItComesSlightlyEarly() {
        bench.passesAfter(0, EVENT, FilterBench.FAILED);
        bench.clock.advance(Duration.ofMillis(29_800));

        assertThat(bench.passes(EVENT)).isTrue();
    }

    @Test
    void afterASuccessAFailureBeginsAtTheShortestWait() {
        bench.passesAfter(0, EVENT, FilterBench.FAILED);
        bench.passesAfter(30, EVENT, FilterBench.FAILED);
        bench.passesAfter(60, EVENT, FilterBench.DONE);
        bench.passesAfter(1800, EVENT, FilterBench.FAILED);

        assertThat(bench.passesAfter(30, EVENT, FilterBench.DONE)).isTrue();
    }

    @Test
    void whatTheGuardHeldIsTriedAgain() {
        bench.passesAfter(0, EVENT, Result.held("deregistration_guard", "too many"));

        assertThat(bench.passesAfter(30, EVENT, FilterBench.DONE)).isTrue();
    }

    @Test
    void aDryRunIsNotTriedAgain() {
        bench.passesAfter(0, EVENT, Result.held("dry_run", "would deregister"));

        assertThat(bench.passesAfter(30, EVENT, FilterBench.DONE)).isFalse();
    }

    @Test
    void aResetShorterThanTheWaitCounts() {
        Event event = Events.withCheck(Map.of("handle_when", Map.of("reset", 10)));
        bench.passesAfter(0, event, FilterBench.FAILED);

        assertThat(bench.passesAfter(10, event, FilterBench.DONE)).isTrue();
    }

    @Test
    void aResolveForgets() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);
        bench.stop(Events.with(Map.of("action", "resolve")));

        assertThat(bench.passes(EVENT)).isTrue();
    }

    @Test
    void aResolveForgetsEvenWhenItIsSilenced() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);
        bench.stop(Events.with(Map.of("action", "resolve", "silenced", true)));

        assertThat(bench.passes(EVENT)).isTrue();
    }

    @Test
    void aResolveThatComesWhileTheEventIsBeingHandledForgets() {
        bench.stop(EVENT);
        bench.stop(Events.with(Map.of("action", "resolve")));
        bench.handled(EVENT, FilterBench.DONE);

        assertThat(bench.passes(EVENT)).isTrue();
    }

    @Test
    void whatBecameOfAResolveIsNotTheNextIncidents() {
        Event resolve = Events.with(Map.of("action", "resolve"));
        bench.stop(resolve);
        bench.stop(EVENT);
        bench.handled(resolve, FilterBench.FAILED);

        assertThat(bench.passesAfter(30, EVENT, FilterBench.DONE)).isFalse();
    }

    @Test
    void anEventDoesNotPassWhileOneOfTheSameIncidentIsBeingHandled() {
        assertThat(bench.passes(EVENT)).isTrue();
        assertThat(bench.stop(EVENT).orElseThrow().reason())
                .isEqualTo("filter handle_when: it began to be handled 0 s ago and is handled again after 1800 s");
    }

    @Test
    void anEventThatAnotherFilterStoppedWasNotHandled() {
        boolean[] down = {true};
        bench.knowing((namespace, client, check) -> CompletableFuture.completedFuture(down[0]));
        Event event = Events.withCheck(Map.of("dependencies", List.of("router")));
        assertThat(bench.passes(event)).isFalse();

        down[0] = false;

        assertThat(bench.passes(event)).isTrue();
    }

    @Test
    void eachClientAndCheckIsRememberedByItself() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);

        assertThat(bench.passes(Events.withClient(Map.of("name", "pear-2")))).isTrue();
        assertThat(bench.passes(Events.withCheck(Map.of("name", "disk")))).isTrue();
    }

    @Test
    void whereTheSenderHasChosenTheHandlerNothingIsReset() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);

        assertThat(bench.stopChosen(EVENT)).isEmpty();
        assertThat(bench.stopChosen(occurrence(1, 2))).isPresent();
    }

    @Test
    void theTimeOfDayDoesNotMatter() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);
        bench.clock.step(Duration.ofDays(1));

        assertThat(bench.passes(EVENT)).isFalse();
    }

    @Test
    void whatIsRememberedHasItsBound() {
        bench.passesAfter(0, EVENT, FilterBench.DONE);
        IntStream.range(0, 100_000).forEach(i -> bench.passes(Events.withClient(Map.of("name", "plum-" + i))));

        assertThat(bench.passes(EVENT)).isTrue();
    }

    private static Event occurrence(int number, int required) {
        return Events.event(
                Map.of(), Map.of("handle_when", Map.of("occurrences", required)), Map.of("occurrences", number));
    }
}
