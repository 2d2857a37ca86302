package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Taken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Where messages go in.
 *
 * @param decoder reads the events in them
 * @param chosen gives the handler that the Sensu server has chosen, if any
 * @param queue where the events wait for their turn
 */
record Incoming(EventDecoder decoder, Supplier<Optional<String>> chosen, EventQueue queue) {

    /** Waits for room, and gives what will become of the message; empty where nothing is taken in any more. */
    Optional<CompletionStage<List<Outcome>>> take(Message message) throws InterruptedException {
        Taken taken = message.taken(decoder, chosen.get());
        return queue.put(taken) ? Optional.of(taken.outcomes()) : Optional.empty();
    }
}
