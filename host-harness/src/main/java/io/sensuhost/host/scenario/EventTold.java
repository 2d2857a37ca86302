package io.sensuhost.host.scenario;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event of a scenario, and what is expected of it. */
final class EventTold {

    private static final long SILENT_SECONDS = 180;
    private static final long HEARD_AGAIN_SECONDS = 5;

    private final Map<String, Object> told = new LinkedHashMap<>();

    /** A part of its outcome as programs get it; of the reason, a part is enough. */
    @JsonProperty
    @JsonSetter(nulls = Nulls.SKIP)
    private Map<String, Object> expect = Map.of();

    @JsonAnySetter
    private void tell(String name, Object value) {
        told.put(name, value);
    }

    static EventTold endedIncidentOf(Map<String, Object> client) {
        EventTold event = new EventTold();
        event.tell("client", client);
        event.tell("action", "resolve");
        return event;
    }

    Map<String, Object> expect() {
        return expect;
    }

    /** The whole event, as Sensu Core, or Sensu Go where it has an entity, would send it now to these handlers. */
    Map<String, Object> toSensu(String id, Instant now, List<String> handlers) {
        boolean over = "resolve".equals(told.get("action"));
        Map<String, Object> event = new LinkedHashMap<>(told);
        event.putIfAbsent("id", id);
        event.putIfAbsent("action", "create");
        event.putIfAbsent("timestamp", now.getEpochSecond());
        long heard = now.getEpochSecond() - (over ? HEARD_AGAIN_SECONDS : SILENT_SECONDS);
        String who = told.containsKey("entity") ? "entity" : "client";
        event.put(who, with(event.get(who), Map.of(who.equals("entity") ? "last_seen" : "timestamp", heard)));
        event.put(
                "check",
                with(event.get("check"), Map.of("name", "keepalive", "status", over ? 0 : 2, "handlers", handlers)));
        return event;
    }

    private static Object with(Object told, Map<String, Object> usual) {
        if (told != null && !(told instanceof Map<?, ?>)) {
            return told;
        }
        Map<Object, Object> whole = new LinkedHashMap<>(usual);
        if (told instanceof Map<?, ?> object) {
            whole.putAll(object);
        }
        return whole;
    }
}
