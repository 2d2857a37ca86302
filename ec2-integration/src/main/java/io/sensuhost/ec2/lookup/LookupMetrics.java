package io.sensuhost.ec2.lookup;

import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.settings.Access;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** What is counted of the look-ups with one access. */
final class LookupMetrics {

    private final Metrics metrics;
    private final String region;
    private final String account;

    LookupMetrics(Metrics metrics, Access access) {
        this.metrics = metrics;
        this.region = access.region();
        this.account = access.accountName();
    }

    void asked() {
        count("lookups", 1);
    }

    void turnedAway() {
        count("lookups_turned_away", 1);
    }

    void called(Way way) {
        metrics.count(
                "ec2_calls",
                1,
                "region",
                region,
                "account",
                account,
                "way",
                way.name().toLowerCase(Locale.ROOT));
    }

    void retried(boolean throttled) {
        metrics.count(
                "ec2_failed_attempts", 1, "region", region, "account", account, "throttled", String.valueOf(throttled));
    }

    void divided() {
        count("ec2_splits", 1);
    }

    void answered(Question question, Duration took) {
        metrics.record("ec2_batch_size", question.ids().size(), "region", region, "account", account);
        metrics.record("lookup_seconds", took.toNanos() / 1e9, "region", region, "account", account);
    }

    void watch(DoubleSupplier idsInFlight, DoubleSupplier witnessed) {
        metrics.gauge("ids_in_flight", idsInFlight, "region", region, "account", account);
        metrics.gauge("witness_seen", witnessed, "region", region, "account", account);
    }

    private void count(String name, long amount) {
        metrics.count(name, amount, "region", region, "account", account);
    }
}
