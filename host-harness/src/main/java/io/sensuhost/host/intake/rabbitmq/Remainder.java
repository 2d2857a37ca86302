package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.api.Metrics;
import io.sensuhost.host.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Says what is left to do about a message whose results are out: nothing, or once more for each handler that failed. */
final class Remainder {

    private final QueueNames queues;
    private final int mostTries;
    private final Supplier<Instant> clock;
    private final Metrics metrics;

    Remainder(QueueNames queues, int mostTries, Supplier<Instant> clock, Metrics metrics) {
        this.queues = queues;
        this.mostTries = mostTries;
        this.clock = clock;
        this.metrics = metrics;
    }

    List<Copy> of(Message message, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> Failures.isOne(outcome.result()))
                .map(failed -> copy(message, failed))
                .toList();
    }

    private Copy copy(Message message, Outcome failed) {
        boolean again = Failures.passes(failed.result()) && message.tries() + 1 < mostTries;
        metrics.count(
                again ? "rabbitmq_retries" : "rabbitmq_dead_letters",
                1,
                "code",
                failed.result().code());
        return again
                ? new Copy(queues.retry(), message.again(failed))
                : new Copy(queues.dead(), message.dead(failed, clock.get()));
    }
}
