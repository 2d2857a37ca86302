package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OccurrencesFilterTest {

    private static final Map<String, Object> CHECK =
            Map.of("occurrences", 3, "refresh", 60, "handle_when", Map.of("occurrences", 2, "reset", 600));

    @Test
    void withItTheChecksOwnNumbersTakeThePlaceOfHandleWhens() {
        FilterBench bench = FilterBench.serving().set("filters", List.of("occurrences"));

        assertThat(bench.passes(occurrence(CHECK, 2))).isFalse();
        assertThat(bench.passesAfter(0, occurrence(CHECK, 3), FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(59, occurrence(CHECK, 4), FilterBench.DONE))
                .isFalse();
        assertThat(bench.passesAfter(1, occurrence(CHECK, 5), FilterBench.DONE)).isTrue();
    }

    @Test
    void withoutItTheyMeanNothing() {
        assertThat(FilterBench.serving().passes(occurrence(CHECK, 2))).isTrue();
    }

    @Test
    void aCheckWithoutThemHasHandleWhens() {
        Map<String, Object> check = Map.of("handle_when", Map.of("occurrences", 2, "reset", 600));
        FilterBench bench = FilterBench.serving().set("filters", List.of("occurrences"));

        assertThat(bench.passes(occurrence(check, 1))).isFalse();
        assertThat(bench.passesAfter(0, occurrence(check, 2), FilterBench.DONE)).isTrue();
        assertThat(bench.passesAfter(599, occurrence(check, 3), FilterBench.DONE))
                .isFalse();
    }

    @Test
    void itIsTheOneThatIsNamed() {
        assertThat(FilterBench.oneShot()
                        .set("filters", List.of("occurrences"))
                        .stop(occurrence(CHECK, 1))
                        .orElseThrow()
                        .details())
                .containsEntry("filter", "occurrences");
    }

    @Test
    void aDefinitionOfThatNameTakesItsPlace() {
        FilterBench bench = FilterBench.oneShot()
                .define("occurrences", Map.of("attributes", Map.of("occurrences", 1)))
                .set("filters", List.of("occurrences"));

        assertThat(bench.passes(occurrence(Map.of("occurrences", 3), 1))).isTrue();
    }

    private static Event occurrence(Map<String, ?> check, int number) {
        return Events.event(Map.of(), check, Map.of("occurrences", number));
    }
}
