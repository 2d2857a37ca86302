package io.sensuhost.host.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A token bucket for each account, region and API, refilled by the emulator's clock. Off at first. */
public final class Throttle {
    private static final int MAX_BUCKETS = 1_000;

    private final InstantSource clock;
    private final Map<Bucket, Level> levels = new Newest<>(MAX_BUCKETS);

    private boolean on;
    private double capacity;
    private double perSecond;

    private record Bucket(String account, String region, String action) {}

    private record Level(double tokens, Instant at) {}

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** AWS's figures for DescribeInstances without filter or pagination: 50 tokens, 10 more a second. */
    public void on() {
        on(50, 10);
    }

    /** Fills every bucket with so many tokens; so many come back each second. */
    public synchronized void on(double tokens, double refillPerSecond) {
        levels.clear();
        capacity = tokens;
        perSecond = refillPerSecond;
        on = true;
    }

    public synchronized void off() {
        on = false;
    }

    void take(Call call) {
        if (!admits(new Bucket(call.account(), call.region(), call.action()))) {
            throw (call.service() == Service.EC2
                    ? new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.")
                    : new Refusal(400, "Throttling", "Rate exceeded"));
        }
    }

    private synchronized boolean admits(Bucket bucket) {
        if (!on) {
            return true;
        }
        Instant now = clock.instant();
        Level level = levels.getOrDefault(bucket, new Level(capacity, now));
        double refilled = perSecond * Duration.between(level.at(), now).toNanos() / 1e9;
        double tokens = Math.min(capacity, level.tokens() + refilled);
        boolean admitted = tokens >= 1;
        levels.put(bucket, new Level(admitted ? tokens - 1 : tokens, now));
        return admitted;
    }
}
