package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.config.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings for tests that need no broker. */
final class TestSettings {

    private TestSettings() {}

    /** Queue q of these brokers. */
    static RabbitSettings of(String... hosts) {
        return new RabbitSettings(
                Stream.of(hosts)
                        .map(host ->
                                new BrokerSettings(host, 5672, "/", "guest", new Secret("guest"), Optional.empty()))
                        .toList(),
                "q",
                QueueType.QUORUM,
                Optional.empty(),
                Optional.empty(),
                5,
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }
}
