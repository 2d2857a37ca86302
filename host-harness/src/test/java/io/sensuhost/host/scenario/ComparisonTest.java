package io.sensuhost.host.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Map<String, Object> FOUND = Map.of(
            "client",
            "web-1",
            "action",
            "kept",
            "reason",
            "i-0a1b is running in us-west-2",
            "details",
            Map.of("region", "us-west-2", "lookups", 2, "account", Map.of("name", "orchard")));

    @Test
    void whatIsNotExpectedIsNotCompared() {
        assertThat(differences(Map.of())).isEmpty();
    }

    @Test
    void whatIsAsExpectedIsNoDifference() {
        assertThat(differences(Map.of("client", "web-1", "action", "kept"))).isEmpty();
    }

    @Test
    void whatIsOtherwiseIsNamedWithBoth() {
        assertThat(differences(Map.of("client", "web-2")))
                .containsExactly(new Difference("event 1", "client", "web-2", "web-1"));
    }

    @Test
    void whatBecameOfAnEventIsExplainedByItsReason() {
        assertThat(differences(Map.of("action", "deregistered")))
                .extracting(Difference::found)
                .containsExactly("kept (i-0a1b is running in us-west-2)");
    }

    @Test
    void ofAReasonAPartIsEnough() {
        assertThat(differences(Map.of("reason", "is running"))).isEmpty();
        assertThat(differences(Map.of("reason", "is stopped")))
                .containsExactly(new Difference("event 1", "reason", "is stopped", "i-0a1b is running in us-west-2"));
    }

    @Test
    void ofAnythingElseAPartIsNotEnough() {
        assertThat(differences(Map.of("client", "web"))).hasSize(1);
    }

    @Test
    void ofAnObjectTheNamedFieldsAreCompared() {
        assertThat(differences(Map.of("details", Map.of("region", "us-west-2"))))
                .isEmpty();
        assertThat(differences(Map.of("details", Map.of("account", Map.of("name", "mill")))))
                .containsExactly(new Difference("event 1", "details.account.name", "mill", "orchard"));
    }

    @Test
    void aFieldThatIsNotThereIsADifference() {
        assertThat(differences(Map.of("details", Map.of("zone", "us-west-2a"))))
                .containsExactly(new Difference("event 1", "details.zone", "us-west-2a", "null"));
    }

    @Test
    void anObjectIsNoText() {
        assertThat(differences(Map.of("client", Map.of("name", "web-1")))).hasSize(1);
        assertThat(differences(Map.of("details", "us-west-2"))).hasSize(1);
    }

    @Test
    void numbersAreComparedByTheirValue() {
        assertThat(differences(Map.of("details", Map.of("lookups", 2.0)))).isEmpty();
        assertThat(differences(Map.of("details", Map.of("lookups", 3)))).hasSize(1);
        assertThat(differences(Map.of("details", Map.of("lookups", "2")))).hasSize(1);
        assertThat(differences(Map.of("details", Map.of("region", 2)))).hasSize(1);
    }

    private static List<Difference> differences(Map<String, ?> expected) {
        return Comparison.of("event 1", expected, FOUND);
    }
}
