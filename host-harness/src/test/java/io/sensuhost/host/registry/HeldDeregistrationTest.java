package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Wishes.inferred;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of those that the guard does not let pass. */
class HeldDeregistrationTest {

    @Test
    void aHeldClientPassesWithItsNextEventOnceThereIsRoom() {
        GuardedFleet fleet = GuardedFleet.of(3, GuardedFleet.limits(0, 1, 1));
        fleet.deregister(inferred("web-1"));
        fleet.deregister(inferred("web-2"));

        fleet.clock().advance(GuardedFleet.WINDOW);

        assertThat(fleet.deregister(inferred("web-2"))).isTrue();
        assertThat(fleet.held().all()).isEmpty();
    }

    @Test
    void aHeldClientIsRecordedOnceAndItsLastEventIsKept() {
        GuardedFleet fleet = GuardedFleet.of(1, GuardedFleet.limits(0, 0, 1));
        fleet.guard().publish();
        Deregistration first = inferred("web-1");
        Deregistration second =
                Wishes.of(EventBuilder.keepaliveOf("web-1").occurrences(2).build(), first.evidence());

        fleet.deregister(first);
        fleet.deregister(second);

        assertThat(fleet.audit()).extracting(AuditEntry::what).containsExactly(What.HELD);
        assertThat(fleet.held().all()).containsExactly(new HeldClient("ec2", second.event()));
        assertThat(fleet.metrics().counted("deregistrations_held")).isEqualTo(2);
        assertThat(fleet.metrics().gauged("deregistration_guard_held")).hasValue(1);
    }

    @Test
    void whatAnotherProcessHasRecordedToBeHeldIsNotRecordedAgain() {
        GuardedFleet fleet = GuardedFleet.of(1, GuardedFleet.limits(0, 0, 1));
        Audit shared = new Audit() {
            @Override
            public void record(AuditEntry entry) {
                fleet.audit().add(entry);
            }

            @Override
            public boolean holds(Client client, String integration, Instant since) {
                return since.equals(fleet.clock().now().minus(GuardedFleet.WINDOW));
            }
        };
        DeregistrationGuard guard = new DeregistrationGuard(
                GuardedFleet.limits(0, 0, 1),
                fleet.registry(),
                fleet.ledger(),
                HeldClients.ofCommand(),
                shared,
                fleet.clock(),
                fleet.metrics());

        assertThat(fleet.result(guard, inferred("web-1")).status()).isEqualTo(Status.HELD);

        assertThat(fleet.audit()).isEmpty();
    }

    @Test
    void whatIsResolvedOrDecidedAfreshIsHeldNoMoreAndNothingElse() {
        GuardedFleet fleet = GuardedFleet.of(2, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(1, 2, Wishes::inferred);
        ClientName first = new ClientName("web-1", Optional.empty());
        ClientName second = new ClientName("web-2", Optional.empty());

        fleet.guard().resolved(first, "disk");
        fleet.guard().decided("puppet", second);
        assertThat(fleet.held().size()).isEqualTo(2);

        fleet.guard().resolved(first, "keepalive");
        assertThat(fleet.held().all())
                .extracting(one -> one.event().client().name())
                .containsExactly("web-2");
        fleet.guard().decided("ec2", second);
        assertThat(fleet.held().all()).isEmpty();
    }

    @Test
    void whatCountsReachesBackAnHourOrAWindow() {
        GuardedFleet fleet = GuardedFleet.of(0, GuardedFleet.limits(0, 0, 1));

        assertThat(fleet.guard().earliestOfInterest())
                .isEqualTo(fleet.clock().now().minus(Duration.ofHours(1)));
    }

    @Test
    void aHeldClientThatReturnsIsDropped() {
        GuardedFleet fleet = GuardedFleet.of(1, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(inferred("web-1"));

        fleet.registry()
                .seen(EventBuilder.keepaliveOf("web-1")
                        .at(Instant.parse("2026-11-23T12:01:00Z"))
                        .build());
        fleet.deregister(inferred("web-1"));

        assertThat(fleet.held().all()).isEmpty();
    }

    @Test
    void thoseReleasedPassOnceOutsideTheBudget() {
        GuardedFleet fleet = GuardedFleet.of(3, GuardedFleet.limits(0, 1, 1));
        fleet.deregister(1, 3, Wishes::inferred);

        List<HeldClient> released = fleet.guard().releaseAll();

        assertThat(released).extracting(one -> one.event().client().name()).containsExactly("web-2", "web-3");
        assertThat(fleet.held().all()).isEmpty();
        assertThat(fleet.deregister(inferred("web-2"))).isTrue();
        assertThat(fleet.deregister(inferred("web-3"))).isTrue();
        assertThat(fleet.ledger().tally(GuardedFleet.WINDOW).spent()).isEqualTo(1);
        assertThat(fleet.audit())
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

        fleet.registry()
                .seen(EventBuilder.keepaliveOf("web-2")
                        .at(Instant.parse("2026-11-23T13:00:00Z"))
                        .build());
        assertThat(fleet.deregister(Wishes.of(
                        EventBuilder.keepaliveOf("web-2")
                                .at(Instant.parse("2026-11-23T13:00:00Z"))
                                .build(),
                        Evidence.INFERRED)))
                .isFalse();
    }

    @Test
    void onlyThoseNamedAreReleased() {
        GuardedFleet fleet = GuardedFleet.of(4, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(1, 4, Wishes::inferred);

        assertThat(fleet.guard().release(List.of("web-2", "unknown"))).hasSize(1);

        assertThat(fleet.deregister(inferred("web-1"))).isFalse();
        assertThat(fleet.deregister(inferred("web-2"))).isTrue();
        assertThat(fleet.guard().release(List.of())).isEmpty();
    }

    @Test
    void aReleaseOutlivesARegistryThatFails() {
        GuardedFleet fleet = GuardedFleet.of(1, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(inferred("web-1"));
        fleet.guard().releaseAll();

        fleet.registry().fail(FaultyRegistry.Operation.DELETE, Kind.NOT_DONE);
        assertThat(fleet.result(inferred("web-1")).status()).isEqualTo(Status.FAILED);
        fleet.registry().heal();

        assertThat(fleet.deregister(inferred("web-1"))).isTrue();
    }

    @Test
    void aReleaseIsGoodForOneWindow() {
        GuardedFleet fleet = GuardedFleet.of(1, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(inferred("web-1"));
        fleet.guard().releaseAll();

        fleet.clock().advance(GuardedFleet.WINDOW);

        assertThat(fleet.deregister(inferred("web-1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void itIsAsGoodWhateverTheTimeOfDayIsSetTo(int hours) {
        GuardedFleet fleet = GuardedFleet.of(2, GuardedFleet.limits(0, 0, 1));
        fleet.deregister(1, 2, Wishes::inferred);
        fleet.guard().releaseAll();

        fleet.clock().step(Duration.ofHours(hours));
        assertThat(fleet.deregister(inferred("web-1"))).isTrue();
        fleet.clock().advance(GuardedFleet.WINDOW);
        assertThat(fleet.deregister(inferred("web-2"))).isFalse();
    }
}
