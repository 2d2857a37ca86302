package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Turns turns = new Turns();
    private final ClientName one = new ClientName("one", Optional.empty());
    private final ClientName other = new ClientName("other", Optional.empty());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneClientsEventsPassOneAfterTheOther() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> begun = new ArrayList<>();
        CompletionStage<String> before = turns.take(one, threads, () -> {
            begun.add("first");
            return first;
        });
        CompletionStage<String> after = turns.take(one, threads, () -> {
            begun.add("second");
            return CompletableFuture.completedFuture("second");
        });
        CompletionStage<String> elsewhere =
                turns.take(other, threads, () -> CompletableFuture.completedFuture("other"));

        assertThat(get(elsewhere)).isEqualTo("other");
        assertThat(after.toCompletableFuture()).isNotDone();
        first.complete("first");
        assertThat(get(before)).isEqualTo("first");
        assertThat(get(after)).isEqualTo("second");
        assertThat(begun).containsExactly("first", "second");
    }

    @Test
    void oneThatFailsHoldsUpNoneThatFollows() throws Exception {
        CompletionStage<String> broken = turns.take(one, threads, () -> {
            throw new IllegalStateException("broken");
        });
        CompletionStage<String> next = turns.take(one, threads, () -> CompletableFuture.completedFuture("next"));

        assertThat(get(next)).isEqualTo("next");
        assertThatThrownBy(() -> get(broken)).hasRootCauseMessage("broken");
    }

    @Test
    void thousandsThatWaitedForOneAllEndWithoutAStackAsDeepAsTheyAreMany() throws Exception {
        CompletableFuture<String> slow = new CompletableFuture<>();
        List<CompletionStage<String>> all = new ArrayList<>();
        all.add(turns.take(one, threads, () -> slow));
        for (int i = 0; i < 50_000; i++) {
            all.add(turns.take(one, threads, () -> CompletableFuture.completedFuture("at once")));
        }
        slow.complete("at last");

        for (CompletionStage<String> turn : all) {
            assertThat(get(turn)).startsWith("at ");
        }
    }

    private static String get(CompletionStage<String> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
