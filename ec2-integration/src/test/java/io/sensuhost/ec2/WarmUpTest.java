package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sensuhost.api.Integration;
import io.sensuhost.api.testkit.TestContext;
import io.sensuhost.ec2.lookup.LookupThreads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An integration gets ready with an AWS and a registry of its own, and with no keys. */
@Timeout(60)
class WarmUpTest {

    private final TestContext context = TestContext.of(
            new Ec2IntegrationFactory(),
            Map.of(
                    "endpoint",
                    "http://127.0.0.1:1",
                    "sts_endpoint",
                    "http://127.0.0.1:1",
                    "accounts",
                    List.of(Map.of("name", "other", "role_arn", "arn:aws:iam::111111111111:role/reader"))));
    private final Integration integration = new Ec2IntegrationFactory().create(context);

    @AfterEach
    void close() {
        integration.close();
    }

    @Test
    void itIsReadyThoughNobodyCouldBeAsked() {
        assertThatCode(() -> integration.warmUp().toCompletableFuture().join()).doesNotThrowAnyException();
    }

    @Test
    void eventsGoThroughWithKeysAndWithARole() throws Exception {
        LookupThreads threads = LookupThreads.own();
        try (Rehearsal rehearsal = new Rehearsal(context.clock(), threads.lent())) {
            assertThat(rehearsal.run()).isEqualTo(Rehearsal.INTEGRATIONS * Rehearsal.ROUNDS * 4);
        } finally {
            threads.end(() -> {});
        }
    }

    @Test
    void nothingIsDeregisteredOrCounted() {
        integration.warmUp().toCompletableFuture().join();

        assertThat(context.clients().deregistrations()).isEmpty();
        assertThat(context.metrics().series())
                .extracting(series -> series.get(0))
                .containsOnly(
                        "ids_in_flight",
                        "calls_in_flight",
                        "witness_seen",
                        "role_session_age_seconds",
                        "lookups",
                        "calls",
                        "batch_size",
                        "lookup_seconds");
        assertThat(context.metrics().counted("lookups")).isZero();
        assertThat(context.metrics().counted("calls")).isZero();
    }

    @Test
    void whatIsConfiguredCanBeSeenBeforeTheFirstEvent() {
        integration.warmUp().toCompletableFuture().join();

        assertThat(context.metrics().series())
                .filteredOn(series -> series.get(0).equals("witness_seen"))
                .hasSize(2);
    }

    @Test
    void oneThatHasEndedDoesNotGetReady() {
        integration.close();

        assertThat(integration.warmUp()).isCompletedExceptionally();
    }

    @Test
    void whoeverIsInterruptedDoesNotGoOn() throws InterruptedException {
        List<Boolean> ends = new CopyOnWriteArrayList<>();
        Thread warming = new Thread(() -> {
            ends.add(integration.warmUp().toCompletableFuture().isCompletedExceptionally());
            ends.add(Thread.interrupted());
        });
        warming.start();
        while (servers().isEmpty() && warming.isAlive()) {
            Thread.onSpinWait();
        }

        warming.interrupt();
        warming.join();

        assertThat(ends).containsExactly(true, true);
    }

    @Test
    void itsEndEndsWhatIsUnderWay() {
        CompletableFuture<Void> ready =
                CompletableFuture.supplyAsync(integration::warmUp).thenCompose(warm -> warm);
        while (servers().isEmpty() && !ready.isDone()) {
            Thread.onSpinWait();
        }

        integration.close();

        assertThat(servers()).isEmpty();
    }

    private static List<Thread> servers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("HTTP-Dispatcher"))
                .toList();
    }
}
