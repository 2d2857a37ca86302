package io.sensuhost.host;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.host.event.MalformedEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one event at one handler.
 *
 * @param event the event; none where what came in was none
 * @param handler the handler's name; none where there was no event
 * @param result what became of it
 * @param took how long that took
 */
public record Outcome(Optional<Event> event, Optional<String> handler, Result result, Duration took) {

    static Outcome of(Event event, String handler, Result result, Duration took) {
        return new Outcome(Optional.of(event), Optional.of(handler), result, took);
    }

    /**
     * What becomes of something that is no event.
     *
     * @param why what is wrong with it
     * @param line the line of the input on which it begins
     * @return a failed outcome
     */
    public static Outcome malformed(MalformedEvent why, int line) {
        Result result = Result.failed("malformed_event", why.getMessage()).with(Map.of("line", line));
        return new Outcome(Optional.empty(), Optional.empty(), result, Duration.ZERO);
    }

    /**
     * What becomes of something that was lost by a mistake of the host's.
     *
     * @return a failed outcome
     */
    public static Outcome lost() {
        Result result = Result.failed("host_bug", "the host itself failed at this event; its log says how");
        return new Outcome(Optional.empty(), Optional.empty(), result, Duration.ZERO);
    }

    /**
     * What becomes of an event of a client of which too many are being handled.
     *
     * @param event the event
     * @param told the handler that its sender has chosen, if any
     * @param most how many may be
     * @return a failed outcome
     */
    public static Outcome tooMany(Event event, Optional<String> told, int most) {
        String reason =
                "%d events of %s are being handled already; its next event tries again".formatted(most, event.client());
        return new Outcome(Optional.of(event), told, Result.failed("host_busy", reason), Duration.ZERO);
    }

    /**
     * The outcome as programs get it.
     *
     * @return the object, its fields in the documented order
     */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event_id", event.map(Event::id).filter(id -> !id.isEmpty()).orElse(null));
        json.put("client", event.map(known -> known.client().name()).orElse(null));
        json.put("check", event.map(known -> known.check().name()).orElse(null));
        json.put("handler", handler.orElse(null));
        json.put("status", result.status().name().toLowerCase(Locale.ROOT));
        json.put("action", result.action().orElse(null));
        json.put("code", result.code());
        json.put("reason", result.reason());
        json.put("details", details());
        json.put("duration_ms", Math.round(took.toNanos() / 1e5) / 10.0);
        return json;
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>(result.details());
        event.flatMap(known -> known.client().namespace()).ifPresent(space -> details.put("namespace", space));
        return details;
    }
}
