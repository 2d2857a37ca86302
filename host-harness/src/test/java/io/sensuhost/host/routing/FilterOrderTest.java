package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FilterOrderTest {

    private static final Map<String, Object> WRONG_STATUS =
            Map.of("status", 0, "handle_when", Map.of("occurrences", 9));
    private static final Map<String, Object> FLAPPING =
            Map.of("action", "flapping", "silenced", true, "silenced_by", List.of("client:pear-1"));

    @Test
    void aKeepaliveWithNothingAgainstItPasses() {
        assertThat(bench().stop(Events.keepalive())).isEmpty();
    }

    @Test
    void firstIsWhetherTheCheckIsHandledAtAll() {
        Event event = Events.event(Map.of(), Map.of("handle", false, "status", 0), FLAPPING);

        assertStopped(bench(), event, "filtered", "check.handle is false");
    }

    @Test
    void secondIsFlapping() {
        Event event = Events.event(Map.of(), WRONG_STATUS, FLAPPING);

        assertStopped(bench(), event, "filtered", "the check is flapping, and ec2 does not handle_flapping");
    }

    @Test
    void thirdAreTheSeverities() {
        Event event = Events.event(Map.of(), WRONG_STATUS, Map.of("silenced", true));

        assertStopped(bench(), event, "severity_not_handled", "status 0 is ok; ec2 handles warning, critical, unknown");
    }

    @Test
    void fourthIsSilence() {
        Event event = Events.event(
                Map.of(),
                Map.of("handle_when", Map.of("occurrences", 9)),
                Map.of("silenced", true, "silenced_by", List.of("client:pear-1:*", "all:keepalive")));

        assertStopped(bench(), event, "silenced", "silenced by client:pear-1:*, all:keepalive");
    }

    @Test
    void fifthAreTheNamedFiltersInTheirOrder() {
        Map<String, Object> never = Map.of("attributes", Map.of("nothing", "like it"));
        Map<String, Object> dependent = Map.of("dependencies", List.of("router"));
        FilterBench bench = bench().knowing((namespace, client, check) -> CompletableFuture.completedFuture(true))
                .define("never", never)
                .set("filters", List.of("never"));

        assertFilteredBy(
                bench,
                Events.withCheck(Map.of("handle_when", Map.of("occurrences", 9), "dependencies", List.of("router"))),
                "handle_when");
        assertFilteredBy(bench, Events.withCheck(dependent), "check_dependencies");
        assertFilteredBy(bench, Events.keepalive(), "never");
    }

    @Test
    void anIntegrationMayHandleFlapping() {
        assertThat(bench().set("handle_flapping", true).passes(Events.with(Map.of("action", "flapping"))))
                .isTrue();
    }

    @Test
    void anIntegrationMayHandleSilenced() {
        assertThat(bench().set("handle_silenced", true).passes(Events.with(Map.of("silenced", true))))
                .isTrue();
    }

    @Test
    void anIntegrationChoosesItsSeverities() {
        FilterBench bench = bench().set("severities", List.of("ok", "critical"));

        assertThat(bench.passes(status(0))).isTrue();
        assertThat(bench.passes(status(1))).isFalse();
        assertThat(bench.passes(status(2))).isTrue();
        assertThat(bench.passes(status(3))).isFalse();
    }

    @Test
    void anyOtherStatusIsUnknown() {
        FilterBench bench = bench().set("severities", List.of("unknown"));

        assertThat(bench.passes(status(3))).isTrue();
        assertThat(bench.passes(status(127))).isTrue();
        assertThat(bench.passes(status(-1))).isTrue();
        assertThat(bench.passes(status(2))).isFalse();
    }

    @Test
    void aResolvePassesTheSeveritiesAndTheNamedFilters() {
        Event resolve = Events.event(
                Map.of(),
                Map.of("status", 0, "handle_when", Map.of("occurrences", 9), "dependencies", List.of("router")),
                Map.of("action", "resolve"));

        assertThat(bench().knowing((namespace, client, check) -> CompletableFuture.completedFuture(true))
                        .define("never", Map.of("attributes", Map.of("nothing", "like it")))
                        .set("filters", List.of("never"))
                        .passes(resolve))
                .isTrue();
    }

    @Test
    void aResolveDoesNotPassWhatComesBeforeThem() {
        assertThat(bench().passes(Events.event(Map.of(), Map.of("handle", false), Map.of("action", "resolve"))))
                .isFalse();
        assertThat(bench().passes(Events.with(Map.of("action", "resolve", "silenced", true))))
                .isFalse();
    }

    private static FilterBench bench() {
        return FilterBench.oneShot();
    }

    private static Event status(int status) {
        return Events.withCheck(Map.of("status", status));
    }

    private static void assertStopped(FilterBench bench, Event event, String code, String reason) {
        Result result = bench.stop(event).orElseThrow();

        assertThat(result.status()).isEqualTo(Status.IGNORED);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.reason()).isEqualTo(reason);
    }

    private static void assertFilteredBy(FilterBench bench, Event event, String filter) {
        Result result = bench.stop(event).orElseThrow();

        assertThat(result.code()).isEqualTo("filtered");
        assertThat(result.reason()).startsWith("filter " + filter + ": ");
        assertThat(result.details()).containsEntry("filter", filter);
    }
}
