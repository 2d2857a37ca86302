package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience();

    @Test
    void withoutAnySuccessItEndsAfterSixteenParts() {
        assertThat(partsAllowed()).isEqualTo(16);
    }

    @Test
    void eachSuccessAllowsEightMore() {
        patience.rewarded();
        patience.rewarded();

        assertThat(partsAllowed()).isEqualTo(32);
    }

    @Test
    void ofOneThatIsLeftNoTwoAreMade() {
        assertThat(partsAllowed()).isEqualTo(16);
        patience.rewarded();

        assertThat(partsAllowed()).isEqualTo(8);
    }

    @Test
    void inAllItNeverAllowsMoreThan128() {
        for (int i = 0; i < 1000; i++) {
            patience.rewarded();
        }

        assertThat(partsAllowed()).isEqualTo(128);
    }

    private int partsAllowed() {
        int parts = 0;
        while (patience.allowsTwoMore()) {
            parts += 2;
        }
        return parts;
    }
}
