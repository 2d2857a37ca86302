package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinedFilterTest {

    private static final Event EVENT = Events.event(
            Map.of("environment", "production", "shelf", Map.of("row", 3, "name", "top"), "tags", List.of("a", 1)),
            Map.of("load", new BigDecimal("1.5"), "enabled", true),
            Map.of("occurrences", 1));

    @Test
    void anEventWithTheAttributesPasses() {
        assertThat(passes(client(Map.of("environment", "production")))).isTrue();
        assertThat(passes(client(Map.of("environment", "staging")))).isFalse();
        assertThat(passes(Map.of("check", Map.of("status", 2)))).isTrue();
        assertThat(passes(Map.of("action", "create"))).isTrue();
        assertThat(passes(Map.of("occurrences", 1))).isTrue();
        assertThat(passes(Map.of())).isTrue();
    }

    @Test
    void allOfThemAreNeeded() {
        assertThat(passes(client(Map.of("environment", "production", "name", "plum-1"))))
                .isFalse();
    }

    @Test
    void objectsAreMatchedKeyByKeyAtAnyDepth() {
        assertThat(passes(client(Map.of("shelf", Map.of("row", 3))))).isTrue();
        assertThat(passes(client(Map.of("shelf", Map.of("row", 4))))).isFalse();
        assertThat(passes(client(Map.of("shelf", Map.of("column", 3))))).isFalse();
        assertThat(passes(client(Map.of("shelf", "top")))).isFalse();
    }

    @Test
    void aNumberEqualsItsText() {
        assertThat(passes(client(Map.of("shelf", Map.of("row", "3"))))).isTrue();
        assertThat(passes(Map.of("check", Map.of("load", "1.5")))).isTrue();
        assertThat(passes(Map.of("check", Map.of("enabled", "true")))).isTrue();
    }

    @Test
    void aNumberEqualsTheSameNumberInOtherWords() {
        assertThat(passes(client(Map.of("shelf", Map.of("row", new BigDecimal("3.0"))))))
                .isTrue();
        assertThat(passes(client(Map.of("shelf", Map.of("row", 3L))))).isTrue();
        assertThat(passes(client(Map.of("shelf", Map.of("row", new BigDecimal("3.1"))))))
                .isFalse();
    }

    @Test
    void arraysAreEqualOrNot() {
        assertThat(passes(client(Map.of("tags", List.of("a", 1))))).isTrue();
        assertThat(passes(client(Map.of("tags", List.of("a"))))).isFalse();
    }

    @Test
    void anActionThatSensuLeftOutCounts() {
        assertThat(FilterBench.oneShot()
                        .define("own", Map.of("attributes", Map.of("action", "create", "occurrences", 1)))
                        .set("filters", List.of("own"))
                        .passes(Events.decoded(Map.of(
                                "client", Map.of("name", "pear-1"),
                                "check", Map.of("name", "keepalive", "status", 2)))))
                .isTrue();
    }

    @Test
    void negateTurnsItRound() {
        FilterBench bench = FilterBench.oneShot()
                .define("own", Map.of("attributes", client(Map.of("environment", "production")), "negate", true))
                .set("filters", List.of("own"));

        assertThat(bench.stop(EVENT).orElseThrow().reason())
                .isEqualTo("filter own: the event has the attributes that it asks for");
        assertThat(bench.passes(Events.keepalive())).isTrue();
    }

    private static Map<String, Object> client(Map<String, ?> attributes) {
        return Map.of("client", attributes);
    }

    private static boolean passes(Map<String, ?> attributes) {
        return FilterBench.oneShot()
                .define("own", Map.of("attributes", attributes))
                .set("filters", List.of("own"))
                .passes(EVENT);
    }
}
