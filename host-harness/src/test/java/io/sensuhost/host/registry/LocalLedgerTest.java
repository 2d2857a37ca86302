package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.registry.Ledger.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalLedgerTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();

    @Test
    void thePastCountsForAsLongAsItIsRecent() {
        Ledger ledger = new LocalLedger(
                clock,
                List.of(
                        clock.now().minusSeconds(100),
                        clock.now().minusSeconds(599),
                        clock.now().minusSeconds(600)));

        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(2, 2));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(1, 1));
    }

    @Test
    void aPastThatHasNotHappenedYetCountsAsOfNow() {
        Ledger ledger = new LocalLedger(clock, List.of(clock.now().plusSeconds(86_400)));

        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
        clock.advance(WINDOW);
        assertThat(ledger.tally(WINDOW).spent()).isZero();
    }

    @Test
    void whatIsUnderWayIsSpentButNotDeleted() {
        Ledger ledger = new LocalLedger(clock, List.of());

        Ledger.Spending spending = ledger.spend(1, WINDOW).orElseThrow();
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(1, 0));
        assertThat(ledger.spend(1, WINDOW)).isEmpty();

        spending.deleted();
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(1, 1));
    }

    @Test
    void whatIsGivenBackCanBeSpentAgain() {
        Ledger ledger = new LocalLedger(clock, List.of());

        ledger.spend(1, WINDOW).orElseThrow().giveBack();

        assertThat(ledger.spend(1, WINDOW)).isPresent();
    }

    @Test
    void whatEndsAfterItsWindowLeavesNoTrace() {
        Ledger ledger = new LocalLedger(clock, List.of());
        Ledger.Spending spent = ledger.spend(9, WINDOW).orElseThrow();
        Ledger.Spending unused = ledger.spend(9, WINDOW).orElseThrow();

        clock.advance(WINDOW);
        ledger.tally(WINDOW);
        spent.deleted();
        unused.giveBack();

        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(0, 0));
    }

    @Test
    void aLongerWindowCountsAgainWhatAShorterOneHadPassedOver() {
        Ledger ledger = new LocalLedger(clock, List.of());
        ledger.spend(9, WINDOW).orElseThrow().deleted();
        Ledger.Spending slow = ledger.spend(9, WINDOW).orElseThrow();
        Ledger.Spending unused = ledger.spend(9, WINDOW).orElseThrow();
        clock.advance(WINDOW);
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(0, 0));
        slow.deleted();
        unused.giveBack();

        assertThat(ledger.tally(Duration.ofMinutes(30))).isEqualTo(new Tally(2, 2));
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(0, 0));
    }

    @Test
    void nothingIsKeptBeyondTheLongestWindowThatWasAskedFor() {
        Ledger ledger = new LocalLedger(clock, List.of());
        ledger.spend(9, WINDOW).orElseThrow().deleted();
        ledger.tally(Duration.ofHours(2));
        clock.advance(Duration.ofMinutes(90));
        ledger.tally(WINDOW);
        assertThat(ledger.tally(Duration.ofHours(2)).spent()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(30));
        ledger.tally(WINDOW);

        assertThat(ledger.tally(Duration.ofHours(9)).spent()).isZero();
    }

    @Test
    void whatIsTakenUpAgainAgesFromTheOldestOn() {
        Duration longer = Duration.ofMinutes(30);
        Ledger ledger = new LocalLedger(clock, List.of());
        ledger.spend(9, WINDOW).orElseThrow().deleted();
        clock.advance(WINDOW);
        assertThat(ledger.spend(9, WINDOW)).isPresent();

        assertThat(ledger.tally(longer)).isEqualTo(new Tally(2, 1));
        clock.advance(Duration.ofMinutes(20));

        assertThat(ledger.tally(longer)).isEqualTo(new Tally(1, 0));
    }

    @Test
    void ofTooManyTheOldestIsForgotten() {
        Ledger ledger = new LocalLedger(clock, List.of(), 2);
        ledger.spend(9, WINDOW).orElseThrow().deleted();
        assertThat(ledger.spend(9, WINDOW)).isPresent();

        assertThat(ledger.spend(9, WINDOW)).isPresent();

        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(2, 0));
    }

    @Test
    void ofTooManyThoseBeyondTheWindowAreForgottenFirst() {
        Ledger ledger = new LocalLedger(clock, List.of(), 2);
        ledger.spend(9, WINDOW).orElseThrow().deleted();
        clock.advance(WINDOW);
        ledger.spend(9, WINDOW).orElseThrow().deleted();

        assertThat(ledger.spend(9, WINDOW)).isPresent();

        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(2, 1));
        assertThat(ledger.tally(Duration.ofMinutes(30))).isEqualTo(new Tally(2, 1));
    }
}
