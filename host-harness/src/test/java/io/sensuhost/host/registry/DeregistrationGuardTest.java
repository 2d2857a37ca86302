package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FaultyRegistry.Operation.COUNT;
import static io.sensuhost.host.registry.Wishes.inferred;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeregistrationGuardTest {

    private static final GuardLimits USUAL = GuardedFleet.limits(0.2, 10, 1);

    @Test
    void aFifthOfTheFleetMayGo() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL);

        assertThat(fleet.deregister(1, 100, Wishes::inferred)).isEqualTo(20);
    }

    @Test
    void tenMayGoHoweverSmallTheFleetIs() {
        GuardedFleet fleet = GuardedFleet.of(15, USUAL);

        assertThat(fleet.deregister(1, 15, Wishes::inferred)).isEqualTo(10);
    }

    @Test
    void provenOnesMayAllGo() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL);

        assertThat(fleet.deregister(1, 100, Wishes::proven)).isEqualTo(100);
    }

    @Test
    void provenOnesTakeNothingFromTheOthers() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(0, 10, 1));
        fleet.deregister(1, 50, Wishes::proven);

        assertThat(fleet.deregister(51, 100, Wishes::inferred)).isEqualTo(10);
    }

    @Test
    void provenOnesDoNotSwellTheBudgetOfThoseThatAreLeft() {
        GuardedFleet fleet = GuardedFleet.of(1000, USUAL);
        fleet.deregister(1, 900, Wishes::proven);

        assertThat(fleet.deregister(901, 1000, Wishes::inferred)).isEqualTo(20);
    }

    @Test
    void aFractionOfOneSwitchesItOff() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(1, 10, 1));

        assertThat(fleet.deregister(1, 100, Wishes::inferred)).isEqualTo(100);
    }

    @Test
    void hostsShareTheBudget() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(0.2, 10, 4));

        assertThat(fleet.deregister(1, 100, Wishes::inferred)).isEqualTo(5);
    }

    @Test
    void theBudgetComesBackAsTheWindowMovesOn() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(0, 2, 1));

        assertThat(fleet.deregister(inferred("web-1"))).isTrue();
        fleet.clock().advance(Duration.ofMinutes(5));
        assertThat(fleet.deregister(inferred("web-2"))).isTrue();
        fleet.clock().advance(Duration.ofSeconds(299));
        assertThat(fleet.deregister(inferred("web-3"))).isFalse();
        fleet.clock().advance(Duration.ofSeconds(1));
        assertThat(fleet.deregister(inferred("web-3"))).isTrue();
        assertThat(fleet.deregister(inferred("web-4"))).isFalse();
    }

    @Test
    void settingTheTimeOfDayDoesNotFreeTheBudget() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(0, 1, 1));
        fleet.deregister(inferred("web-1"));

        fleet.clock().step(Duration.ofDays(1));

        assertThat(fleet.deregister(inferred("web-2"))).isFalse();
    }

    @Test
    void settingTheTimeOfDayBackDoesNotHoldForEver() {
        GuardedFleet fleet = GuardedFleet.of(100, GuardedFleet.limits(0, 1, 1));
        fleet.deregister(inferred("web-1"));

        fleet.clock().step(Duration.ofDays(-365));
        fleet.clock().advance(GuardedFleet.WINDOW);

        assertThat(fleet.deregister(inferred("web-2"))).isTrue();
    }

    @Test
    void clientsAreNotCountedWhileFewGo() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL);

        fleet.deregister(1, 10, Wishes::inferred);

        assertThat(fleet.registry().calls(COUNT)).isZero();
    }

    @Test
    void aCountServesForAsLongAsTheRegistrySays() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL, Duration.ofSeconds(30));

        fleet.deregister(1, 60, Wishes::inferred);
        assertThat(fleet.registry().calls(COUNT)).isEqualTo(1);

        fleet.clock().advance(Duration.ofSeconds(30));
        fleet.deregister(inferred("web-99"));
        assertThat(fleet.registry().calls(COUNT)).isEqualTo(2);
    }

    @Test
    void whereClientsCannotBeCountedOnlyTheLeastMayGo() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL);
        fleet.registry().fail(COUNT, Kind.NOT_DONE);

        assertThat(fleet.deregister(1, 100, Wishes::inferred)).isEqualTo(10);
        assertThat(fleet.result(inferred("web-99")).reason())
                .contains("lets 10 pass", "cannot be counted: COUNT does not work; mend it");
    }

    @Test
    void whatIsLeftOfTheBudgetIsShown() {
        GuardedFleet fleet = GuardedFleet.of(100, USUAL);
        fleet.guard().publish();
        assertThat(fleet.metrics().gauged("deregistration_guard_left")).hasValue(10);

        fleet.deregister(1, 15, Wishes::inferred);

        assertThat(fleet.metrics().gauged("deregistration_guard_left")).hasValue(5);
    }
}
