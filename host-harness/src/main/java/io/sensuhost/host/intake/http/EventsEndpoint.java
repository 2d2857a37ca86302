package io.sensuhost.host.intake.http;

import io.sensuhost.api.Event;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.Taken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes one event or an array of them: all or none. */
public final class EventsEndpoint implements Endpoint {

    private final EventDecoder decoder;
    private final EventQueue queue;
    private volatile boolean closed;

    /**
     * An endpoint.
     *
     * @param decoder reads the events
     * @param queue where they go
     */
    public EventsEndpoint(EventDecoder decoder, EventQueue queue) {
        this.decoder = decoder;
        this.queue = queue;
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        List<Taken> taken;
        try {
            List<Event> events = decoder.decodeAll(request.body());
            taken = taken(events, request);
        } catch (MalformedEvent e) {
            return CompletableFuture.completedFuture(refused(e));
        }
        if (taken.size() > queue.mostEvents()) {
            return CompletableFuture.completedFuture(
                    Answer.error(413, "no more than " + queue.mostEvents() + " events are taken at a time"));
        }
        if (closed) {
            return CompletableFuture.completedFuture(stopping());
        }
        if (!queue.offer(taken)) {
            return CompletableFuture.completedFuture(queue.isClosed() ? stopping() : TooBusy.answer());
        }
        return request.parameter("wait").filter("true"::equals).isPresent()
                ? results(taken)
                : CompletableFuture.completedFuture(Answer.json(202, Map.of("accepted", taken.size())));
    }

    /** Takes no more events; those that it has taken are still answered. */
    public void close() {
        closed = true;
    }

    private static Answer stopping() {
        return Answer.error(503, "the host is stopping");
    }

    private static List<Taken> taken(List<Event> events, Request request) {
        Optional<String> told = request.parameter("handler").filter(name -> !name.isBlank());
        int bytes = request.body().length / Math.max(1, events.size());
        return events.stream()
                .map(event -> new Taken(Source.HTTP, new Decoded.Good(event, 1), told, bytes))
                .toList();
    }

    private static CompletionStage<Answer> results(List<Taken> taken) {
        return CompletableFuture.allOf(taken.stream().map(Taken::outcomes).toArray(CompletableFuture[]::new))
                .thenApply(done -> Answer.json(
                        200,
                        taken.stream()
                                .flatMap(one -> one.outcomes().join().stream())
                                .map(Outcome::toJson)
                                .toList()));
    }

    private static Answer refused(MalformedEvent e) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("error", e.getMessage());
        e.place().ifPresent(place -> {
            content.put("line", place.line());
            content.put("column", place.column());
        });
        return Answer.json(status(e), content);
    }

    private static int status(MalformedEvent e) {
        return switch (e.kind()) {
            case BAD_JSON -> 400;
            case NOT_AN_EVENT -> 422;
            case TOO_LARGE -> 413;
        };
    }
}
