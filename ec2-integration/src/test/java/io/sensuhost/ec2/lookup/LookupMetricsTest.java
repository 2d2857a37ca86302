package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.ec2.decision.Observation.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupMetricsTest {

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final LookupMetrics ofOne = new LookupMetrics(metrics, List.of("region", "here"));

    @Test
    void callsAreCountedByTheirWay() {
        ofOne.called(Way.BY_ID);
        ofOne.called(Way.BY_ID);
        ofOne.called(Way.BY_FILTER);

        assertThat(metrics.counted("calls", "region", "here", "way", "by_id")).isEqualTo(2);
        assertThat(metrics.counted("calls", "region", "here", "way", "by_filter"))
                .isEqualTo(1);
    }

    @Test
    void failedAttemptsAreCountedByWhetherAwsAskedForPatience() {
        ofOne.attemptFailed(true);
        ofOne.attemptFailed(true);
        ofOne.attemptFailed(false);

        assertThat(metrics.counted("failed_attempts", "region", "here", "throttled", "true"))
                .isEqualTo(2);
        assertThat(metrics.counted("failed_attempts", "region", "here", "throttled", "false"))
                .isEqualTo(1);
    }
}
