package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandleWhenInACommandTest {

    private final FilterBench bench = FilterBench.oneShot();

    @Test
    void aKeepaliveIsHandledAtFirstAndEverySixtyOccurrencesOfThirtySeconds() {
        assertThat(passing(Map.of(), 130)).containsExactly(1, 61, 121);
    }

    @Test
    void itIsHandledFromTheOccurrencesOfTheCheckOn() {
        assertThat(passing(Map.of("handle_when", Map.of("occurrences", 3, "reset", 120)), 12))
                .containsExactly(3, 7, 11);
    }

    @Test
    void anotherCheckIsCountedByItsInterval() {
        assertThat(passing(
                        Map.of("name", "disk", "interval", 20, "handle_when", Map.of("occurrences", 2, "reset", 60)),
                        9))
                .containsExactly(2, 5, 8);
    }

    @Test
    void theIntervalOfAKeepaliveIsAlwaysThirtySeconds() {
        assertThat(passing(Map.of("interval", 20, "handle_when", Map.of("reset", 60)), 6))
                .containsExactly(1, 3, 5);
    }

    @Test
    void aCheckWithoutAnIntervalIsTakenToRunEveryMinute() {
        assertThat(passing(Map.of("name", "disk", "handle_when", Map.of("reset", 120)), 6))
                .containsExactly(1, 3, 5);
        assertThat(passing(Map.of("name", "disk", "interval", 0, "handle_when", Map.of("reset", 120)), 6))
                .containsExactly(1, 3, 5);
    }

    @Test
    void aResetShorterThanTheIntervalIsEachOccurrence() {
        assertThat(passing(Map.of("handle_when", Map.of("reset", 10)), 4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void nothingIsRemembered() {
        assertThat(bench.passesAfter(0, Events.keepalive(), FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(0, Events.keepalive(), FilterBench.DONE)).isTrue();
    }

    @Test
    void whereTheSenderHasChosenTheHandlerOnlyTheOccurrencesCount() {
        Map<String, Object> check = Map.of("handle_when", Map.of("occurrences", 2));

        assertThat(bench.stopChosen(occurrence(check, 1))).isPresent();
        assertThat(bench.stopChosen(occurrence(check, 2))).isEmpty();
        assertThat(bench.stopChosen(occurrence(check, 3))).isEmpty();
    }

    @Test
    void theReasonSaysTheNumbers() {
        assertThat(bench.stop(occurrence(Map.of(), 5)).orElseThrow().reason())
                .isEqualTo("filter handle_when: occurrence 5 is handled neither as number 1"
                        + " nor as one of every 60 after it (1800 s)");
    }

    private List<Integer> passing(Map<String, ?> check, int upTo) {
        return IntStream.rangeClosed(1, upTo)
                .filter(number -> bench.passes(occurrence(check, number)))
                .boxed()
                .toList();
    }

    private static Event occurrence(Map<String, ?> check, int number) {
        return Events.event(Map.of(), check, Map.of("occurrences", number));
    }
}
