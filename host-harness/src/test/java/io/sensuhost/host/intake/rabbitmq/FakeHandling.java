package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.host.EventHandling;
import io.sensuhost.host.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Remembers what it was given, and ends it as it is told to. */
final class FakeHandling implements EventHandling {

    static final Result DONE = Result.handled("kept", "instance_state_allowed", "it runs");

    /** An event that is being handled. */
    record Begun(Event event, Optional<String> told, CompletableFuture<List<Outcome>> outcomes) {

        String client() {
            return event.client().name();
        }

        void ends(Result... results) {
            outcomes.complete(Stream.of(results).map(this::outcome).toList());
        }

        /** As many handlers as results: one, two and so on, or the one that it is for. */
        private Outcome outcome(Result result) {
            return new Outcome(Optional.of(event), told.or(() -> Optional.of(result.reason())), result, Duration.ZERO);
        }
    }

    private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<List<Outcome>> handle(Event event, Optional<String> told) {
        Begun one = new Begun(event, told, new CompletableFuture<>());
        begun.add(one);
        return one.outcomes();
    }

    Begun next() throws InterruptedException {
        return Optional.ofNullable(begun.poll(60, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no event has come"));
    }

    int waiting() {
        return begun.size();
    }
}
