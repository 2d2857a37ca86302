package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FaultyRegistry.Operation.COUNT;
import static io.sensuhost.host.registry.FaultyRegistry.Operation.DELETE;
import static io.sensuhost.host.registry.FaultyRegistry.Operation.FIND;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Wishes.event;
import static io.sensuhost.host.registry.Wishes.inferred;
import static io.sensuhost.host.registry.Wishes.proven;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DeregistrationTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final FaultyRegistry registry = new FaultyRegistry();
    private final ManualClock clock = new ManualClock();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final Ledger ledger = new LocalLedger(clock, List.of());
    private final HeldClients held = HeldClients.ofDaemon();
    private final DeregistrationGuard guard = new DeregistrationGuard(
            new GuardLimits(Duration.ofMinutes(10), 0.2, 2, 1),
            registry,
            ledger,
            held,
            audit::add,
            clock,
            new InMemoryMetrics());
    private final GuardedClients guarded =
            new GuardedClients(registry, guard, audit::add, clock, Duration.ofSeconds(10));
    private final ClientRegistry clients = guarded.forIntegration("ec2", false);

    @Test
    void aClientIsDeletedAndTheResultIsTheOneAskedFor() {
        registry.seen(event("web-1"));

        Result result = await(clients.deregister(inferred("web-1")));

        assertThat(result)
                .isEqualTo(Result.handled("deregistered", "instance_absent", "there is no such instance")
                        .with(Map.of("region", "eu-west-1")));
        assertThat(registry.knows("web-1")).isFalse();
    }

    @Test
    void aDeletionIsRecordedBeforeItsResultGoesOut() {
        registry.seen(event("web-1"));

        CompletionStage<Integer> recorded =
                clients.deregister(inferred("web-1")).thenApply(result -> audit.size());

        assertThat(await(recorded)).isEqualTo(2);
        assertThat(audit.get(1))
                .isEqualTo(new AuditEntry(
                        clock.now(),
                        What.DEREGISTERED,
                        event("web-1").client(),
                        "ec2",
                        "instance_absent",
                        "there is no such instance",
                        Optional.of(Evidence.INFERRED)));
    }

    @Test
    void inADryRunTheClientIsLookedAtAndNothingIsDeletedOrSpent() {
        registry.seen(event("web-1"));

        Result result = await(guarded.forIntegration("ec2", true).deregister(inferred("web-1")));

        assertThat(result)
                .isEqualTo(Result.held("dry_run", "would deregister web-1: there is no such instance")
                        .with(Map.of("region", "eu-west-1")));
        assertThat(registry.knows("web-1")).isTrue();
        assertThat(registry.calls(FIND)).isEqualTo(1);
        assertThat(registry.calls(DELETE)).isZero();
        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isZero();
        assertThat(audit).isEmpty();
    }

    @Test
    void aClientThatIsGoneHasBeenDealtWith() {
        Result result = await(clients.deregister(inferred("web-1")));

        assertThat(result.status()).isEqualTo(Status.HANDLED);
        assertThat(result.action()).contains("deregistered");
        assertThat(result.code()).isEqualTo("client_already_gone");
        assertThat(registry.calls(DELETE)).isZero();
        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isZero();
    }

    @Test
    void aClientThatGoesWhileItIsLookedAtCostsNothing() {
        registry.seen(event("web-1"));
        registry.pause();
        CompletionStage<Result> first = clients.deregister(inferred("web-1"));
        CompletionStage<Result> second = guarded.forIntegration("other", false).deregister(inferred("web-1"));
        registry.letGo();

        assertThat(await(first).code()).isEqualTo("instance_absent");
        assertThat(await(second).code()).isEqualTo("client_already_gone");
        assertThat(registry.calls(DELETE)).isEqualTo(1);
        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isEqualTo(1);
    }

    @Test
    void aClientThatGoesJustBeforeItsDeletionCostsNothing() {
        registry.seen(event("web-1")).meanwhile(DELETE, () -> registry.forget("web-1"));

        assertThat(await(clients.deregister(inferred("web-1"))).code()).isEqualTo("client_already_gone");

        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isZero();
    }

    @Test
    void aClientThatIsGoneIsHeldNoMoreAndThatIsRecorded() {
        spendTheLeast();
        assertThat(await(clients.deregister(inferred("web-3"))).status()).isEqualTo(Status.HELD);
        registry.forget("web-3");

        assertThat(await(clients.deregister(inferred("web-3"))).code()).isEqualTo("client_already_gone");

        assertThat(held.size()).isZero();
        assertThat(audit).last().extracting(AuditEntry::what).isEqualTo(What.ALREADY_GONE);
    }

    @Test
    void aClientThatReturnsWhileTheGuardTakesItsTimeIsKeptAndCostsNothing() {
        for (int i = 4; i <= 20; i++) {
            registry.seen(event("web-" + i));
        }
        spendTheLeast();
        registry.meanwhile(COUNT, () -> {
            clock.advance(Duration.ofMillis(1001));
            registry.seen(
                    EventBuilder.keepaliveOf("web-3").at(NOON.plusSeconds(1)).build());
        });

        assertThat(await(clients.deregister(inferred("web-3"))).code()).isEqualTo("client_returned");

        assertThat(registry.knows("web-3")).isTrue();
        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isEqualTo(2);
    }

    private void spendTheLeast() {
        registry.seen(event("web-1"), event("web-2"), event("web-3"));
        await(clients.deregister(inferred("web-1")));
        await(clients.deregister(inferred("web-2")));
    }

    @Test
    void aClientThatHasBeenHeardSinceIsKept() {
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON.plusSeconds(1)).build());

        Result result = await(clients.deregister(inferred("web-1")));

        assertThat(result.status()).isEqualTo(Status.HANDLED);
        assertThat(result.action()).contains("kept");
        assertThat(result.code()).isEqualTo("client_returned");
        assertThat(registry.knows("web-1")).isTrue();
    }

    @Test
    void aClientThatStandsForAnotherInstanceByNowIsKept() {
        registry.seen(EventBuilder.keepaliveOf("web-1")
                .with("ec2", Map.of("instance_id", "i-0bbbbbbbbbbbbbbbb"))
                .build());
        Event then = EventBuilder.keepaliveOf("web-1")
                .with("ec2", Map.of("instance_id", "i-0aaaaaaaaaaaaaaaa"))
                .build();

        Result result = await(clients.deregister(Wishes.of(then, Evidence.PROVEN)));

        assertThat(result.code()).isEqualTo("client_returned");
        assertThat(result.reason()).endsWith("; kept: web-1 has by now another ec2.instance_id");
        assertThat(registry.knows("web-1")).isTrue();
    }

    @Test
    void aClientThatCannotBeReadIsKept() {
        registry.seen(event("web-1")).fail(FIND, Kind.NOT_DONE);

        Result result = await(clients.deregister(proven("web-1")));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(result.reason()).isEqualTo("web-1 is kept as it is: FIND does not work; mend it");
        assertThat(registry.calls(DELETE)).isZero();
    }

    @Test
    void aForeignClientIsAFailureOfItsOwn() {
        registry.fail(FIND, Kind.FOREIGN_NAMESPACE);
        Event elsewhere =
                EventBuilder.keepaliveOf("web-1").inNamespace("cellar").build();

        Result result = await(clients.deregister(Wishes.of(elsewhere, Evidence.PROVEN)));

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("foreign_namespace");
        assertThat(result.details()).containsEntry("namespace", "cellar");
    }

    @Test
    void aDeletionThatWasNotDoneSpendsNothing() {
        registry.seen(event("web-1")).fail(DELETE, Kind.NOT_DONE);

        Result result = await(clients.deregister(inferred("web-1")));

        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(result.reason()).isEqualTo("web-1 is kept as it is: DELETE does not work; mend it");

        assertThat(ledger.tally(Duration.ofMinutes(10)).spent()).isZero();
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.NOT_DEREGISTERED);
    }

    @Test
    void aDeletionThatMayHaveBeenDoneIsSpentAndRecorded() {
        registry.seen(event("web-1")).fail(DELETE, Kind.UNKNOWN);

        Result result = await(clients.deregister(inferred("web-1")));

        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(result.reason()).isEqualTo("web-1 may have been deregistered or not: DELETE does not work; mend it");
        assertThat(ledger.tally(Duration.ofMinutes(10))).isEqualTo(new Ledger.Tally(1, 1));
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.UNANSWERED);
    }

    @Test
    void aClientThatTheGuardHoldsIsKept() {
        spendTheLeast();

        Result result = await(clients.deregister(inferred("web-3")));

        assertThat(result.status()).isEqualTo(Status.HELD);
        assertThat(result.code()).isEqualTo("deregistration_guard");
        assertThat(result.reason())
                .startsWith("there is no such instance; held: the deregistration guard lets 2 pass within 600 s"
                        + " without proof (of 3 clients)")
                .endsWith("release it with POST /guard/release");
        assertThat(result.details()).containsEntry("guard_budget", 2L).containsEntry("region", "eu-west-1");
        assertThat(registry.knows("web-3")).isTrue();
    }

    @Test
    void anyNumberOfEventsOfOneClientDeleteItOnce() {
        registry.seen(event("web-1"));
        registry.pause();
        List<CompletionStage<Result>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(clients.deregister(inferred("web-1")));
        }
        registry.letGo();

        assertThat(results)
                .extracting(result -> await(result).code())
                .containsOnlyOnce("instance_absent")
                .hasSize(50);
        assertThat(registry.calls(DELETE)).isEqualTo(1);
    }

    @Test
    void aDryRunSaysOfAClientThatIsGoneOrCannotBeReadWhatARealRunWould() {
        assertThat(await(guarded.forIntegration("ec2", true).deregister(inferred("web-1")))
                        .code())
                .isEqualTo("client_already_gone");
        registry.fail(FIND, Kind.NOT_DONE);

        assertThat(await(guarded.forIntegration("ec2", true).deregister(inferred("web-1")))
                        .code())
                .isEqualTo("registry_failed");
        assertThat(audit).isEmpty();
    }

    @Test
    void aProvenDeletionThatMayHaveBeenDoneIsRecordedAsNotCounted() {
        registry.seen(event("web-1")).fail(DELETE, Kind.UNKNOWN);

        assertThat(await(clients.deregister(proven("web-1"))).code()).isEqualTo("registry_failed");

        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.UNANSWERED_UNCOUNTED);
    }
}
