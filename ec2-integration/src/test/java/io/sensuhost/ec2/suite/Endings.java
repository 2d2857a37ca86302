package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.GONE;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing survives the end of the integration. */
interface Endings extends OnTheBench {

    @Test
    default void whatIsInFlightIsCompletedAndDeregistersNobody() throws InterruptedException {
        bench().withWitness();
        bench().emulator().faults().always(Call.naming(WEB), Fault.hang());
        CompletableFuture<Result> hanging = bench().send(keepaliveOf(WEB));
        bench().emulator().journal().await(1, Duration.ofSeconds(10));
        CompletableFuture<Result> queued = bench().send(keepaliveOf(GONE));

        bench().integration().close();

        assertThat(List.of(hanging, queued)).allMatch(CompletableFuture::isDone);
        assertFailed(hanging.join(), "lookup_failed");
        assertFailed(queued.join(), "lookup_failed");
        assertThat(hanging.join().reason()).contains("stopped");
    }

    @Test
    default void anAbsenceThatWaitsForItsSecondLookIsCompletedAsAFailure() {
        bench().withWitness();
        CompletableFuture<Result> result = bench().send(keepaliveOf(GONE));
        bench().awaitThat(bench()::isQuiet);

        bench().integration().close();
        assertThat(result).isDone();
        assertFailed(result.join(), "lookup_failed");

        bench().clock().advance(Duration.ofMinutes(1));
        assertThat(bench().calls()).isEqualTo(1);
    }

    @Test
    default void anEventAfterTheEndFailsAtOnce() {
        bench().integration().close();

        CompletableFuture<Result> result = bench().send(keepaliveOf(WEB));

        assertThat(result).isDone();
        assertFailed(result.join(), "lookup_failed");
    }

    @Test
    default void aSecondEndDoesNothing() {
        bench().handle(keepaliveOf(WEB));

        bench().integration().close();
        bench().integration().close();
    }

    @Test
    default void noThreadIsLeft() throws InterruptedException {
        Set<Thread> before = threads();
        bench().withAccount(Role.of(Bench.ROLE), Map.of());
        bench().fleet().put(WEB, InstanceState.RUNNING);
        bench().handle(List.of(keepaliveOf(WEB), keepaliveOf(WEB, Map.of("account", "sensu-testing"))));
        bench().emulator().faults().always(Call.any(), Fault.hang());
        CompletableFuture<Result> hanging = bench().send(keepaliveOf(WEB));
        bench().emulator().journal().await(4, Duration.ofSeconds(10));
        assertThat(begunSince(before)).isNotEmpty();
        assertThat(hanging).isNotDone();

        bench().integration().close();

        // A thread that has nothing left to do still takes a moment to end.
        bench().awaitThat(() -> begunSince(before).isEmpty());
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private static Set<Thread> begunSince(Set<Thread> before) {
        return threads().stream()
                .filter(Thread::isAlive)
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().startsWith("aws-emulator"))
                .collect(Collectors.toSet());
    }
}
