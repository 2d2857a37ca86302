package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "0.2, 10, 1, 100, 20",
        "0.2, 10, 1, 54, 10",
        "0.2, 10, 1, 0, 10",
        "0.29, 0, 1, 100, 29",
        "0.2, 0, 1, 4, 0",
        "0.2, 10, 3, 100, 6",
        "0.2, 10, 100, 100, 1",
        "0, 0, 100, 100, 0",
    })
    void theBudgetIsAPartOfTheFleetOrAtLeastSoMany(
            double fraction, int minAllowed, int hosts, long clients, long budget) {
        GuardLimits limits = new GuardLimits(Duration.ofMinutes(10), fraction, minAllowed, hosts);

        assertThat(limits.budget(clients)).isEqualTo(budget);
    }

    @Test
    void theLeastIsSharedToo() {
        assertThat(new GuardLimits(Duration.ofMinutes(10), 0.2, 10, 3).least()).isEqualTo(3);
    }
}
