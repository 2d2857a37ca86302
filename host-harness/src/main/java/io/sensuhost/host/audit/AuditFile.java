package io.sensuhost.host.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.Client;
import io.sensuhost.host.audit.AuditEntry.What;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit as a file of JSON lines, which outlives the process. */
public final class AuditFile implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_LINE = 64 * 1024;
    private static final long MOST_READ = 64L << 20;
    private static final String CARRIED_OVER = "carried_over";
    private static final int MOST_CARRIED_IN_A_LINE = 1_000;
    private static final String MEND = "let the host's user write there, or set host.audit_file";

    private final Path path;
    private final LineFile file;
    private final UnaryOperator<Map<String, Object>> redactor;

    /**
     * Opens a file, and makes it where it does not exist, for its owner alone.
     *
     * @param path where it is
     * @param redactor takes the secrets out of a client's attributes
     * @throws FileUnusableException when it cannot be written
     */
    public AuditFile(Path path, UnaryOperator<Map<String, Object>> redactor) {
        this.path = path;
        this.redactor = redactor;
        try {
            file = new LineFile(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public synchronized void record(AuditEntry entry) {
        try {
            file.append(line(entry));
        } catch (IOException e) {
            // The client is gone by now, and an answer that said otherwise would be wrong.
            LOG.error("{}; not recorded: {} {}", unusable(e).getMessage(), entry.what(), entry.client());
        }
    }

    private String line(AuditEntry entry) throws JsonProcessingException {
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
        if (text.length() > LONGEST_LINE) {
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

    /**
     * Reads back when clients were deleted, or may have been, that the guard counted: also those whose deletion had begun
     * when the process ended. Lines that are cut off or of someone
     * else's making are passed over, and so is what lies further back than the last 64 MiB.
     *
     * @param since the earliest moment of interest
     * @return the times of the deletions since then, also those later than now, in the order in which they were recorded
     */
    public List<Instant> deletionsSince(Instant since) {
        List<Instant> deletions = new ArrayList<>();
        Map<String, Instant> begun = new LinkedHashMap<>();
        try {
            file.readTail(
                    MOST_READ,
                    line -> recorded(line).ifPresent(entry -> {
                        if (isCarriedOver(entry)) {
                            deletions.addAll(carriedOver(entry));
                            return;
                        }
                        String who = entry.path("integration").asText()
                                + ' '
                                + entry.at("/client/namespace").asText()
                                + '/'
                                + entry.at("/client/name").asText();
                        if (what(entry) == What.DEREGISTERING) {
                            begun.put(who, time(entry));
                        } else if (what(entry).isEnd()) {
                            begun.remove(who);
                        }
                        if (what(entry).isCountedDeletion()) {
                            deletions.add(time(entry));
                        }
                    }));
        } catch (IOException e) {
            throw unusable(e);
        }
        deletions.addAll(begun.values());
        deletions.removeIf(time -> time.isBefore(since));
        return deletions;
    }

    private static Optional<JsonNode> recorded(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            time(entry);
            if (isCarriedOver(entry)) {
                carriedOver(entry);
            } else {
                what(entry);
            }
            return Optional.of(entry);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isCarriedOver(JsonNode entry) {
        return entry.path("what").asText().equals(CARRIED_OVER);
    }

    private static List<Instant> carriedOver(JsonNode entry) {
        List<Instant> deletions = new ArrayList<>();
        entry.path("deletions").forEach(time -> deletions.add(Instant.parse(time.asText())));
        return deletions;
    }

    private static What what(JsonNode entry) {
        return What.valueOf(entry.path("what").asText().toUpperCase(Locale.ROOT));
    }

    private static Instant time(JsonNode entry) {
        return Instant.parse(entry.path("time").asText());
    }

    @Override
    public boolean holds(Client client, String integration, Instant since) {
        AtomicBoolean held = new AtomicBoolean();
        try {
            String quoted = JSON.writeValueAsString(client.name());
            file.readTail(MOST_READ, line -> {
                if (line.contains(quoted)) {
                    recorded(line)
                            .filter(entry -> isAbout(client, integration, entry))
                            .ifPresent(entry -> held.set(
                                    what(entry) == What.HELD && !time(entry).isBefore(since)));
                }
            });
        } catch (IOException e) {
            LOG.error("{}", unusable(e).getMessage());
        }
        return held.get();
    }

    private static boolean isAbout(Client client, String integration, JsonNode entry) {
        JsonNode about = entry.path("client");
        return about.path("name").asText().equals(client.name())
                && about.path("namespace").asText().equals(client.namespace().orElse(""))
                && entry.path("integration").asText().equals(integration);
    }

    /**
     * Goes on with a new file after the old one has been moved away; called when the host is told to reload.
     *
     * @param since since when deletions still count; those are written into the new file, which alone is read back
     */
    public synchronized void reopen(Instant since) {
        try {
            List<Instant> counted = deletionsSince(since);
            if (file.reopen()) {
                carryOver(counted);
            }
        } catch (IOException e) {
            LOG.error("{}; the old file stays in use", unusable(e).getMessage());
        } catch (FileUnusableException e) {
            LOG.error("{}; the old file stays in use", e.getMessage());
        }
    }

    private void carryOver(List<Instant> deletions) throws IOException {
        for (int from = 0; from < deletions.size(); from += MOST_CARRIED_IN_A_LINE) {
            List<String> some =
                    deletions.subList(from, Math.min(deletions.size(), from + MOST_CARRIED_IN_A_LINE)).stream()
                            .map(Instant::toString)
                            .toList();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", some.get(some.size() - 1));
            line.put("what", CARRIED_OVER);
            line.put("deletions", some);
            file.append(JSON.writeValueAsString(line));
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("{}", unusable(e).getMessage());
        }
    }

    private FileUnusableException unusable(IOException why) {
        return new FileUnusableException("the audit file", path, why, MEND);
    }
}
