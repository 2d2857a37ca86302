package io.sensuhost.host.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {

    private final PrometheusMeters meters = new PrometheusMeters();

    @Test
    void namesBeginWithTheirOwners() {
        meters.of("ec2").count("lookups", 2, "account", "orchard");

        assertThat(text()).contains("ec2_lookups_total{account=\"orchard\"} 2.0");
    }

    @Test
    void aDistributionHasItsSumAndItsCount() {
        Instruments ec2 = meters.of("ec2");
        ec2.record("lookup_seconds", 0.2);
        ec2.record("lookup_seconds", 0.3);

        assertThat(text())
                .contains("ec2_lookup_seconds_count 2")
                .contains("ec2_lookup_seconds_sum 0.5")
                .contains("ec2_lookup_seconds_bucket{le=\"0.25\"} 1");
    }

    @Test
    void whatIsNotANumberShowsADistributionAndCountsNothing() {
        Instruments ec2 = meters.of("ec2");
        ec2.record("lookup_seconds", Double.NaN);

        assertThat(text()).contains("ec2_lookup_seconds_count 0");
        ec2.record("lookup_seconds", 0.2);
        assertThat(text()).contains("ec2_lookup_seconds_count 1").contains("ec2_lookup_seconds_sum 0.2");
    }

    @Test
    void aLaterGaugeTakesThePlaceOfAnEarlierOne() {
        Instruments ec2 = meters.of("ec2");
        ec2.gauge("waiting", () -> 1);
        ec2.gauge("waiting", () -> 2);

        assertThat(text()).contains("ec2_waiting 2.0").doesNotContain("ec2_waiting 1.0");
    }

    @Test
    void whatIsClosedIsShownNoMore() {
        Instruments ec2 = meters.of("ec2");
        ec2.count("lookups", 1);
        ec2.close();

        assertThat(text()).doesNotContain("ec2_lookups");
    }

    @Test
    void theNewestOwnerOfANameIsShownAndTheOlderOneWhenThatIsClosed() {
        meters.of("ec2").count("lookups", 1);
        Instruments newer = meters.of("ec2");
        newer.count("lookups", 7);

        assertThat(text()).contains("ec2_lookups_total 7.0").doesNotContain("ec2_lookups_total 1.0");
        newer.close();
        assertThat(text()).contains("ec2_lookups_total 1.0");
    }

    @Test
    void aGaugeThatFailsCostsItselfAlone() {
        Instruments ec2 = meters.of("ec2");
        ec2.gauge("broken", () -> {
            throw new IllegalStateException("for a test");
        });
        ec2.gauge("waiting", () -> 2);

        assertThat(text()).contains("ec2_waiting 2.0");
    }

    @Test
    void aMistakeInTheUseOfAMetricCostsTheMetricAlone() {
        Instruments ec2 = meters.of("ec2");
        ec2.count("lookups", 1, "account");
        ec2.count("calls", 1, "account", "orchard");
        ec2.count("calls", 1);
        ec2.count("lookups", 1);

        assertThat(text()).contains("ec2_lookups_total 1.0").contains("ec2_calls_total{account=\"orchard\"} 1.0");
    }

    @Test
    void aMistakeIsToldOnceByTheNameOfTheMetricAndOfItsOwner() {
        try (Logged log = Logged.by(PrometheusInstruments.class)) {
            Instruments ec2 = meters.of("ec2");
            ec2.count("lookups", 1, "account");
            ec2.count("lookups", 1, "account");
            ec2.count("calls", 1, "account");

            assertThat(log.lines())
                    .containsExactly(
                            "Metric lookups of ec2 is left out: its labels are no pairs of name and value",
                            "Metric calls of ec2 is left out: its labels are no pairs of name and value");
        }
    }

    @Test
    void mistakesThatAreToldAreBounded() {
        try (Logged log = Logged.by(PrometheusInstruments.class)) {
            Instruments ec2 = meters.of("ec2");
            for (int i = 0; i < 5_000; i++) {
                ec2.count("lookups_" + i, 1, "account");
            }

            assertThat(log.lines()).hasSize(1_000);
        }
    }

    @Test
    void aMetricSaysInWordsWhatItIsAndWhose() {
        meters.of("ec2").count("lookups_that_failed", 1);

        assertThat(text()).contains("# HELP ec2_lookups_that_failed_total lookups that failed, of ec2\n");
    }

    @Test
    void theTextIsOfTheTypeThatPrometheusReads() {
        assertThat(meters.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }

    @Test
    void seriesAreBounded() {
        Instruments ec2 = meters.of("ec2");
        for (int i = 0; i < 5_000; i++) {
            ec2.count("lookups", 1, "client", "client-" + i);
        }

        assertThat(text().lines().filter(line -> line.startsWith("ec2_lookups_total")))
                .hasSize(1_000);
    }

    @Test
    void whatIsCountedByManyAtTheSameTimeIsCountedFromTheFirstOn() throws Exception {
        Instruments ec2 = meters.of("ec2");
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier together = new CyclicBarrier(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                for (int region = 0; region < 900; region++) {
                    meet(together);
                    ec2.count("lookups", 1, "region", "region-" + region);
                }
            });
        }
        pool.shutdown();

        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(text().lines().filter(line -> line.startsWith("ec2_lookups_total")))
                .hasSize(900)
                .allSatisfy(line -> assertThat(line).endsWith(" 4.0"));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    /** It would be born in the call of a plugin, whose class loader it would keep for ever. */
    @Test
    void measuringStartsNoThread() {
        Instruments ec2 = meters.of("ec2");
        ec2.count("lookups", 1);
        ec2.record("lookup_seconds", 0.2);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("prometheus"));
    }

    private String text() {
        return meters.text();
    }
}
