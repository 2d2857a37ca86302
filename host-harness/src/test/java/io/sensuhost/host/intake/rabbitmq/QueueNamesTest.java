package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueNamesTest {

    @ParameterizedTest
    @CsvSource({"PT30S, q.retry.30s", "PT0.25S, q.retry.250ms", "PT1.5S, q.retry.1500ms", "PT1M, q.retry.60s"})
    void theDelayIsInTheNameSinceAQueueKeepsIt(Duration delay, String retry) {
        RabbitSettings settings = new RabbitSettings(
                List.of(),
                "q",
                QueueType.QUORUM,
                Optional.empty(),
                Optional.empty(),
                5,
                3,
                delay,
                Duration.ofSeconds(5));

        assertThat(QueueNames.of(settings)).isEqualTo(new QueueNames("q", retry, "q.dead"));
    }
}
