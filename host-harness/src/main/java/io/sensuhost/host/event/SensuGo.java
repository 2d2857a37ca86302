package io.sensuhost.host.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event of Sensu Go in the words of Sensu Core. */
final class SensuGo {

    private static final Map<String, String> ACTIONS =
            Map.of("passing", "resolve", "failing", "create", "flapping", "flapping");

    private SensuGo() {}

    static Map<String, Object> inCoreWords(Fields event, EntityScopes scopes) throws MalformedEvent {
        Fields entity = event.object("entity");
        Fields check = event.object("check");
        Map<String, Object> core = copy(event);
        core.remove("entity");
        core.put("client", client(entity, scopes));
        core.put("check", check(check));
        core.put("occurrences", check.countOr("occurrences", 1));
        core.put("occurrences_watermark", check.countOr("occurrences_watermark", 1));
        core.put("silenced", check.flag("is_silenced"));
        core.put("silenced_by", check.texts("silenced"));
        putSeconds(core, "last_ok", check.time("last_ok"));
        Optional.ofNullable(ACTIONS.get(check.textOr("state", ""))).ifPresent(action -> core.put("action", action));
        return core;
    }

    static Optional<String> namespace(Fields event) throws MalformedEvent {
        String fallback = event.objectOrNothing("metadata").textOr("namespace", "");
        String namespace = event.object("entity").object("metadata").textOr("namespace", fallback);
        return Optional.of(namespace).filter(name -> !name.isEmpty());
    }

    static Map<String, Object> client(Fields entity, EntityScopes scopes) throws MalformedEvent {
        Fields metadata = entity.object("metadata");
        metadata.name("name");
        metadata.objectOrNothing("labels");
        metadata.objectOrNothing("annotations");
        Map<String, Object> client = copy(entity);
        client.remove("metadata");
        client.putAll(copy(metadata));
        putSeconds(client, "timestamp", entity.time("last_seen"));
        scopes.adopt(client);
        return client;
    }

    private static Map<String, Object> check(Fields check) throws MalformedEvent {
        Map<String, Object> core = copy(check);
        // In Sensu Core this is no count, but how many there must be.
        core.remove("occurrences");
        if (check.has("metadata")) {
            core.put("name", check.object("metadata").name("name"));
        }
        if (check.find("history").orElse(null) instanceof List<?> history) {
            List<String> statuses = new ArrayList<>();
            for (Object entry : history) {
                statuses.add(String.valueOf(entry instanceof Map<?, ?> past ? past.get("status") : entry));
            }
            core.put("history", statuses);
        }
        return core;
    }

    private static void putSeconds(Map<String, Object> object, String name, Optional<Instant> time) {
        time.ifPresent(instant -> object.put(name, instant.getEpochSecond()));
    }

    private static Map<String, Object> copy(Fields fields) {
        return new LinkedHashMap<>(fields.values());
    }
}
