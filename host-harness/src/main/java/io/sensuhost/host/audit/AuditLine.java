package io.sensuhost.host.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.Client;
import io.sensuhost.host.audit.AuditEntry.What;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A line of the audit file, as it was read back: an entry, or deletions that were carried over from an older file.
 *
 * @param what what the entry says; empty where it carries deletions over
 * @param time the time of the entry, or of the last deletion
 * @param deletions when clients were deleted that the guard counted
 * @param json the line
 */
record AuditLine(Optional<What> what, Instant time, List<Instant> deletions, JsonNode json) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 64 * 1024;
    private static final String CARRIED_OVER = "carried_over";

    static String text(AuditEntry entry, UnaryOperator<Map<String, Object>> redactor) throws JsonProcessingException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", entry.time().toString());
        line.put("what", entry.what().name().toLowerCase(Locale.ROOT));
        line.put(
                "client", clientOf(entry.client(), redactor.apply(entry.client().attributes())));
        line.put("integration", entry.integration());
        line.put("code", entry.code());
        line.put("reason", entry.reason());
        entry.evidence()
                .ifPresent(evidence -> line.put("evidence", evidence.name().toLowerCase(Locale.ROOT)));
        String text = JSON.writeValueAsString(line);
        if (text.length() > LONGEST) {
            line.put("client", clientOf(entry.client(), Map.of("cut", true)));
            text = JSON.writeValueAsString(line);
        }
        return text;
    }

    private static Map<String, Object> clientOf(Client client, Map<String, Object> attributes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", client.name());
        client.namespace().ifPresent(namespace -> json.put("namespace", namespace));
        client.timestamp().ifPresent(heard -> json.put("timestamp", heard.getEpochSecond()));
        attributes.forEach(json::putIfAbsent);
        return json;
    }

    /** Those of an older file, at least one. */
    static String carryingOver(List<Instant> deletions) throws JsonProcessingException {
        List<String> times = deletions.stream().map(Instant::toString).toList();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", times.get(times.size() - 1));
        line.put("what", CARRIED_OVER);
        line.put("deletions", times);
        return JSON.writeValueAsString(line);
    }

    /** What a text stands as in a line. */
    static String quoted(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(text);
    }

    /** Empty where the line is cut off or of someone else's making. */
    static Optional<AuditLine> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            Instant time = Instant.parse(json.path("time").asText());
            String what = json.path("what").asText();
            return Optional.of(what.equals(CARRIED_OVER) ? carried(time, json) : entry(what, time, json));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AuditLine carried(Instant time, JsonNode json) {
        List<Instant> deletions = StreamSupport.stream(json.path("deletions").spliterator(), false)
                .map(deletion -> Instant.parse(deletion.asText()))
                .toList();
        return new AuditLine(Optional.empty(), time, deletions, json);
    }

    private static AuditLine entry(String name, Instant time, JsonNode json) {
        What what = What.valueOf(name.toUpperCase(Locale.ROOT));
        return new AuditLine(Optional.of(what), time, what.isCountedDeletion() ? List.of(time) : List.of(), json);
    }

    boolean is(What other) {
        return what.filter(other::equals).isPresent();
    }

    /** Whether the deletion that had begun is over with it, one way or the other. */
    boolean isEnd() {
        return what.filter(What::isEnd).isPresent();
    }

    /** The client and the integration, in one. */
    String who() {
        return json.path("integration").asText()
                + ' '
                + json.at("/client/namespace").asText()
                + '/'
                + json.at("/client/name").asText();
    }

    boolean isAbout(Client client, String integration) {
        JsonNode about = json.path("client");
        return about.path("name").asText().equals(client.name())
                && about.path("namespace").asText().equals(client.namespace().orElse(""))
                && json.path("integration").asText().equals(integration);
    }
}
