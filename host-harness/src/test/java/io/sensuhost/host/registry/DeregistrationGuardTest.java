package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FaultyRegistry.Operation.COUNT;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Wishes.event;
import static io.sensuhost.host.registry.Wishes.inferred;
import static io.sensuhost.host.registry.Wishes.proven;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeregistrationGuardTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final GuardLimits USUAL = new GuardLimits(WINDOW, 0.2, 10, 1);

    private final FaultyRegistry registry = new FaultyRegistry();
    private final ManualClock clock = new ManualClock();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final HeldClients held = HeldClients.ofDaemon();
    private final Ledger ledger = new LocalLedger(clock, List.of());

    @Test
    void aFifthOfTheFleetMayGo() {
        fleet(100);

        assertThat(deregisterAll(USUAL, 100, Wishes::inferred)).isEqualTo(20);
    }

    @Test
    void tenMayGoHoweverSmallTheFleetIs() {
        fleet(15);

        assertThat(deregisterAll(USUAL, 15, Wishes::inferred)).isEqualTo(10);
    }

    @Test
    void provenOnesMayAllGo() {
        fleet(100);

        assertThat(deregisterAll(USUAL, 100, Wishes::proven)).isEqualTo(100);
    }

    @Test
    void provenOnesTakeNothingFromTheOthers() {
        fleet(100);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 10, 1));
        IntStream.rangeClosed(1, 50).forEach(i -> deregister(guard, proven("web-" + i)));

        assertThat(deregisterThose(guard, 51, 100)).isEqualTo(10);
    }

    @Test
    void provenOnesDoNotSwellTheBudgetOfThoseThatAreLeft() {
        fleet(1000);
        DeregistrationGuard guard = guard(USUAL);
        IntStream.rangeClosed(1, 900).forEach(i -> deregister(guard, proven("web-" + i)));

        assertThat(deregisterThose(guard, 901, 1000)).isEqualTo(20);
    }

    @Test
    void thoseOfTheBudgetAreStillCountedInWhatItIsAPartOf() {
        fleet(100);
        registry.countLasts(Duration.ZERO);

        assertThat(deregisterAll(USUAL, 100, Wishes::inferred)).isEqualTo(20);
    }

    @Test
    void aFractionOfOneSwitchesItOff() {
        fleet(100);

        assertThat(deregisterAll(new GuardLimits(WINDOW, 1, 10, 1), 100, Wishes::inferred))
                .isEqualTo(100);
    }

    @Test
    void hostsShareTheBudget() {
        fleet(100);

        assertThat(deregisterAll(new GuardLimits(WINDOW, 0.2, 10, 4), 100, Wishes::inferred))
                .isEqualTo(5);
    }

    @Test
    void theBudgetComesBackAsTheWindowMovesOn() {
        fleet(100);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 2, 1));

        assertThat(deregister(guard, inferred("web-1"))).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(deregister(guard, inferred("web-2"))).isTrue();
        clock.advance(Duration.ofSeconds(299));
        assertThat(deregister(guard, inferred("web-3"))).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(deregister(guard, inferred("web-3"))).isTrue();
        assertThat(deregister(guard, inferred("web-4"))).isFalse();
    }

    @Test
    void settingTheTimeOfDayDoesNotFreeTheBudget() {
        fleet(100);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 1, 1));
        deregister(guard, inferred("web-1"));

        clock.step(Duration.ofDays(1));

        assertThat(deregister(guard, inferred("web-2"))).isFalse();
    }

    @Test
    void settingTheTimeOfDayBackDoesNotHoldForEver() {
        fleet(100);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 1, 1));
        deregister(guard, inferred("web-1"));

        clock.step(Duration.ofDays(-365));
        clock.advance(WINDOW);

        assertThat(deregister(guard, inferred("web-2"))).isTrue();
    }

    @Test
    void clientsAreNotCountedWhileFewGo() {
        fleet(100);

        deregisterAll(USUAL, 10, Wishes::inferred);

        assertThat(registry.calls(COUNT)).isZero();
    }

    @Test
    void aCountServesForAsLongAsTheRegistrySays() {
        fleet(100);
        registry.countLasts(Duration.ofSeconds(30));
        DeregistrationGuard guard = guard(USUAL);

        deregisterAll(guard, 60, Wishes::inferred);
        assertThat(registry.calls(COUNT)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(30));
        deregister(guard, inferred("web-99"));
        assertThat(registry.calls(COUNT)).isEqualTo(2);
    }

    @Test
    void whereClientsCannotBeCountedOnlyTheLeastMayGo() {
        fleet(100);
        registry.fail(COUNT, Kind.NOT_DONE);
        DeregistrationGuard guard = guard(USUAL);

        assertThat(deregisterAll(guard, 100, Wishes::inferred)).isEqualTo(10);
        assertThat(result(guard, inferred("web-99")).reason())
                .contains("lets 10 pass", "cannot be counted: COUNT does not work; mend it");
    }

    @Test
    void aHeldClientPassesWithItsNextEventOnceThereIsRoom() {
        fleet(3);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 1, 1));
        deregister(guard, inferred("web-1"));
        deregister(guard, inferred("web-2"));

        clock.advance(WINDOW);

        assertThat(deregister(guard, inferred("web-2"))).isTrue();
        assertThat(held.all()).isEmpty();
    }

    @Test
    void aHeldClientIsRecordedOnceAndItsLastEventIsKept() {
        fleet(1);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 0, 1));
        guard.publish();
        Deregistration first = inferred("web-1");
        Deregistration second =
                Wishes.of(EventBuilder.keepaliveOf("web-1").occurrences(2).build(), first.evidence());

        deregister(guard, first);
        deregister(guard, second);

        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.HELD);
        assertThat(held.all()).containsExactly(new HeldClient("ec2", second.event()));
        assertThat(metrics.counted("deregistrations_held")).isEqualTo(2);
        assertThat(metrics.gauged("deregistration_guard_held")).hasValue(1);
    }

    @Test
    void whatAnotherProcessHasRecordedToBeHeldIsNotRecordedAgain() {
        fleet(1);
        Audit shared = new Audit() {
            @Override
            public void record(AuditEntry entry) {
                audit.add(entry);
            }

            @Override
            public boolean holds(Client client, String integration, Instant since) {
                return since.equals(clock.now().minus(WINDOW));
            }
        };
        DeregistrationGuard guard = new DeregistrationGuard(
                new GuardLimits(WINDOW, 0, 0, 1), registry, ledger, HeldClients.ofCommand(), shared, clock, metrics);

        assertThat(result(guard, inferred("web-1")).status()).isEqualTo(Status.HELD);

        assertThat(audit).isEmpty();
    }

    @Test
    void aHeldClientThatReturnsIsDropped() {
        fleet(1);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 0, 1));
        deregister(guard, inferred("web-1"));

        registry.seen(EventBuilder.keepaliveOf("web-1")
                .at(Instant.parse("2026-11-23T12:01:00Z"))
                .build());
        deregister(guard, inferred("web-1"));

        assertThat(held.all()).isEmpty();
    }

    @Test
    void thoseReleasedPassOnceOutsideTheBudget() {
        fleet(3);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 1, 1));
        deregisterAll(guard, 3, Wishes::inferred);

        List<HeldClient> released = guard.releaseAll();

        assertThat(released).extracting(one -> one.event().client().name()).containsExactly("web-2", "web-3");
        assertThat(held.all()).isEmpty();
        assertThat(deregister(guard, inferred("web-2"))).isTrue();
        assertThat(deregister(guard, inferred("web-3"))).isTrue();
        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
        assertThat(audit)
                .extracting(AuditEntry::what)
                .containsExactly(
                        What.DEREGISTERING,
                        What.DEREGISTERED,
                        What.HELD,
                        What.HELD,
                        What.RELEASED,
                        What.RELEASED,
                        What.DEREGISTERED_UNCOUNTED,
                        What.DEREGISTERED_UNCOUNTED);

        registry.seen(EventBuilder.keepaliveOf("web-2")
                .at(Instant.parse("2026-11-23T13:00:00Z"))
                .build());
        assertThat(deregister(
                        guard,
                        Wishes.of(
                                EventBuilder.keepaliveOf("web-2")
                                        .at(Instant.parse("2026-11-23T13:00:00Z"))
                                        .build(),
                                Evidence.INFERRED)))
                .isFalse();
    }

    @Test
    void onlyThoseNamedAreReleased() {
        fleet(4);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 0, 1));
        deregisterAll(guard, 4, Wishes::inferred);

        assertThat(guard.release(List.of("web-2", "unknown"))).hasSize(1);

        assertThat(deregister(guard, inferred("web-1"))).isFalse();
        assertThat(deregister(guard, inferred("web-2"))).isTrue();
        assertThat(guard.release(List.of())).isEmpty();
    }

    @Test
    void aReleaseOutlivesARegistryThatFails() {
        fleet(1);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 0, 1));
        deregister(guard, inferred("web-1"));
        guard.releaseAll();

        registry.fail(FaultyRegistry.Operation.DELETE, Kind.NOT_DONE);
        assertThat(result(guard, inferred("web-1")).status()).isEqualTo(Status.FAILED);
        registry.heal();

        assertThat(deregister(guard, inferred("web-1"))).isTrue();
    }

    @Test
    void aReleaseIsGoodForOneWindow() {
        fleet(1);
        DeregistrationGuard guard = guard(new GuardLimits(WINDOW, 0, 0, 1));
        deregister(guard, inferred("web-1"));
        guard.releaseAll();

        clock.advance(WINDOW);

        assertThat(deregister(guard, inferred("web-1"))).isFalse();
    }

    @Test
    void whatIsLeftOfTheBudgetIsShown() {
        fleet(100);
        DeregistrationGuard guard = guard(USUAL);
        guard.publish();
        assertThat(metrics.gauged("deregistration_guard_left")).hasValue(10);

        deregisterAll(guard, 15, Wishes::inferred);

        assertThat(metrics.gauged("deregistration_guard_left")).hasValue(5);
    }

    private void fleet(int size) {
        IntStream.rangeClosed(1, size).forEach(i -> registry.seen(event("web-" + i)));
    }

    private DeregistrationGuard guard(GuardLimits limits) {
        return new DeregistrationGuard(limits, registry, ledger, held, audit::add, clock, metrics);
    }

    private long deregisterAll(GuardLimits limits, int size, Function<String, Deregistration> wish) {
        return deregisterAll(guard(limits), size, wish);
    }

    private long deregisterAll(DeregistrationGuard guard, int size, Function<String, Deregistration> wish) {
        return IntStream.rangeClosed(1, size)
                .filter(i -> deregister(guard, wish.apply("web-" + i)))
                .count();
    }

    private long deregisterThose(DeregistrationGuard guard, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(i -> deregister(guard, inferred("web-" + i)))
                .count();
    }

    private boolean deregister(DeregistrationGuard guard, Deregistration wish) {
        return result(guard, wish).action().equals(Optional.of("deregistered"));
    }

    private Result result(DeregistrationGuard guard, Deregistration wish) {
        ClientRegistry clients = new GuardedClients(registry, guard, audit::add, clock, Duration.ofSeconds(10))
                .forIntegration("ec2", false);
        return await(clients.deregister(wish));
    }
}
