package io.sensuhost.host.daemon;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.Generations;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.rabbitmq.RabbitIntake;
import java.time.Duration;
import java.util.Optional;

/**
 * The queue of RabbitMQ that events are taken from, where there is one.
 *
 * @param intake takes them
 */
record Rabbit(Optional<RabbitIntake> intake) {

    static Rabbit start(
            Generations generations, EventDecoder decoder, EventQueue queue, HostClock clock, Metrics metrics) {
        return new Rabbit(settings(generations)
                .map(settings -> RabbitIntake.start(
                        settings,
                        decoder,
                        () -> settings(generations).orElse(settings).handler(),
                        queue,
                        clock,
                        metrics)));
    }

    private static Optional<RabbitSettings> settings(Generations generations) {
        return generations.current().configuration().host().rabbitmq();
    }

    Optional<String> trouble() {
        return intake.flatMap(RabbitIntake::trouble);
    }

    void stop() {
        intake.ifPresent(RabbitIntake::stop);
    }

    void drain(Duration patience) throws InterruptedException {
        if (intake.isPresent()) {
            intake.get().drain(patience);
        }
    }
}
