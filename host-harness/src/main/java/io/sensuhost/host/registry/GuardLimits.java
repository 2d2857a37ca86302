package io.sensuhost.host.registry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How many clients may be deregistered without proof.
 *
 * @param window within what time
 * @param maxFraction the part of all clients, from 0 to 1; 1 means that any number may
 * @param minAllowed how many may whatever the part is
 * @param hosts how many hosts share the budget, from 1
 */
public record GuardLimits(Duration window, double maxFraction, int minAllowed, int hosts) {

    boolean isOff() {
        return maxFraction >= 1;
    }

    /** What may be spent without a look at how many clients there are. */
    long least() {
        return isOff() ? Long.MAX_VALUE : share(minAllowed);
    }

    /** What may be spent where there are so many clients. */
    long budget(long base) {
        BigDecimal part = BigDecimal.valueOf(maxFraction).multiply(BigDecimal.valueOf(base));
        return isOff()
                ? Long.MAX_VALUE
                : share(Math.max(
                        minAllowed, part.setScale(0, RoundingMode.FLOOR).longValue()));
    }

    /** Where there is any budget, no host goes without: it could never do anything. */
    private long share(long all) {
        return Math.max(Math.min(all, 1), all / hosts);
    }
}
