package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckDependenciesTest {

    private static final CompletableFuture<Boolean> REFUSED =
            CompletableFuture.failedFuture(new IllegalStateException("connection refused"));

    @Test
    void anEventIsFilteredWhileItsClientHasOneOfACheckItDependsOn() {
        assertThat(knowing("pear-1/disk").passes(dependingOn("disk"))).isFalse();
        assertThat(knowing("plum-1/disk").passes(dependingOn("disk"))).isTrue();
    }

    @Test
    void theCheckMayBeAnotherClients() {
        assertThat(knowing("router-1/keepalive").passes(dependingOn("router-1/keepalive")))
                .isFalse();
        assertThat(knowing("pear-1/keepalive").passes(dependingOn("router-1/keepalive")))
                .isTrue();
    }

    @Test
    void oneOfThemIsEnough() {
        assertThat(knowing("router-1/keepalive")
                        .stop(dependingOn("disk", "router-1/keepalive"))
                        .orElseThrow()
                        .reason())
                .isEqualTo("filter check_dependencies: there is an event of router-1/keepalive, on which it depends");
    }

    @Test
    void theOtherClientIsInTheSameNamespace() {
        List<String> asked = new ArrayList<>();
        Event event = goEvent();

        FilterBench.oneShot()
                .knowing((namespace, client, check) ->
                        answer(asked.add(namespace.orElse("") + ":" + client + ":" + check)))
                .stop(event);

        assertThat(asked).containsExactly("greenhouse:router-1:keepalive");
    }

    @Test
    void aRegistryThatCannotBeAskedFiltersNothing() {
        assertThat(FilterBench.oneShot()
                        .knowing((namespace, client, check) -> REFUSED)
                        .passes(dependingOn("disk")))
                .isTrue();
    }

    @Test
    void oneThatCannotBeAskedForDoesNotHideTheOthers() {
        FilterBench bench = FilterBench.oneShot()
                .knowing((namespace, client, check) -> check.equals("disk") ? REFUSED : answer(true));

        assertThat(bench.passes(dependingOn("disk", "load"))).isFalse();
    }

    @Test
    void noThreadWaitsForTheAnswer() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        CompletableFuture<Optional<Result>> stopped = FilterBench.oneShot()
                .knowing((namespace, client, check) -> answer)
                .stopLater(dependingOn("disk"));

        assertThat(stopped).isNotDone();
        answer.complete(true);
        assertThat(stopped.join()).isPresent();
    }

    @Test
    void ofTwoEventsThatWaitForTheirAnswersOnlyOneIsHandled() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        FilterBench bench = FilterBench.serving().knowing((namespace, client, check) -> answer);
        List<CompletableFuture<Optional<Result>>> both =
                List.of(bench.stopLater(dependingOn("disk")), bench.stopLater(dependingOn("disk")));

        answer.complete(false);

        assertThat(both).extracting(stopped -> stopped.join().isEmpty()).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void dependenciesThatAreNoListAreNone() {
        assertThat(knowing("pear-1/disk").passes(Events.withCheck(Map.of("dependencies", "disk"))))
                .isTrue();
    }

    @Test
    void anEventCannotMakeTheHostAskAnyNumberOfTimes() {
        List<String> asked = new ArrayList<>();

        FilterBench.oneShot()
                .knowing((namespace, client, check) -> answer(!asked.add(check)))
                .stop(dependingOn(
                        IntStream.range(0, 1000).mapToObj(i -> "check-" + i).toArray(String[]::new)));

        assertThat(asked).hasSize(50);
    }

    private static CompletableFuture<Boolean> answer(boolean exists) {
        return CompletableFuture.completedFuture(exists);
    }

    private static FilterBench knowing(String... events) {
        Set<String> known = Set.of(events);
        return FilterBench.oneShot()
                .knowing((namespace, client, check) -> answer(known.contains(client + "/" + check)));
    }

    private static Event dependingOn(String... dependencies) {
        return Events.withCheck(Map.of("dependencies", List.of(dependencies)));
    }

    private static Event goEvent() {
        return Events.decoded(Map.of(
                "entity", Map.of("metadata", Map.of("name", "fig-9", "namespace", "greenhouse")),
                "check",
                        Map.of(
                                "name",
                                "keepalive",
                                "status",
                                2,
                                "state",
                                "failing",
                                "dependencies",
                                List.of("router-1/keepalive"))));
    }
}
