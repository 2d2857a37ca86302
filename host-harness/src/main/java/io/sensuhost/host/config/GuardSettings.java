package io.sensuhost.host.config;

import java.time.Duration;

/**
 * How many deregistrations without proof may happen: {@code host.deregistration_guard}.
 *
 * @param window the time over which they are counted; 600 s by default
 * @param maxFraction of the known clients, from 0 to 1, where 1 lets all pass; 0.2 by default
 * @param minAllowed that many may go however few clients there are; 10 by default
 * @param hosts how many hosts share the work, and so the budget; 1 by default
 */
public record GuardSettings(Duration window, double maxFraction, int minAllowed, int hosts) {

    static GuardSettings read(Attributes guard) {
        GuardSettings settings = new GuardSettings(
                guard.get("window", Shape.SECONDS, 600),
                guard.get("max_fraction", Shape.FRACTION, 0.2),
                guard.get("min_allowed", Shape.whole(0, Integer.MAX_VALUE), 10),
                guard.get("hosts", Shape.whole(1, 1000), 1));
        guard.warnOfOthers();
        return settings;
    }
}
