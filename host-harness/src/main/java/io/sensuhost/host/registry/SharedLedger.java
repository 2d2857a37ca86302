package io.sensuhost.host.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.HostClock;
import io.sensuhost.host.audit.FileUnusableException;
import io.sensuhost.host.audit.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A ledger that processes share through a directory, each of which lives for one event or so. It has nothing but the time
 * of day to go by. What is about to be done is entered first, so that a process that dies leaves too much in it and never
 * too little.
 */
public final class SharedLedger implements Ledger {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long WORTH_SHORTENING = 1 << 20;
    private static final long MOST_READ = 16 << 20;

    private final DirectoryLock lock;
    private final Path path;
    private final HostClock clock;

    /**
     * A ledger in a directory, which is made where it does not exist.
     *
     * @param directory where it is
     * @param clock tells the time of day
     * @throws FileUnusableException when it cannot be read and written there; any method may throw it later, too
     */
    public SharedLedger(Path directory, HostClock clock) {
        this.clock = clock;
        path = directory.resolve("guard.jsonl");
        lock = new DirectoryLock(directory);
        locked(SharedLedger::lines);
    }

    @Override
    public Optional<Spending> spend(long budget, Duration window) {
        return locked(file -> tally(file, window).spent() < budget ? Optional.of(enter(file)) : Optional.empty());
    }

    /** Those under way count as deleted: each of the other processes has one at most. */
    @Override
    public Tally tally(Duration window) {
        return locked(file -> tally(file, window));
    }

    private Tally tally(LineFile file, Duration window) throws IOException {
        Map<String, Line> lines = lines(file);
        Instant now = clock.now();
        lines.values().removeIf(line -> !line.time().isAfter(now.minus(window)));
        // A line from the future was written before the clock was set back, and would count for as long as that.
        boolean fromTheFuture =
                lines.values().stream().anyMatch(line -> line.time().isAfter(now));
        if (fromTheFuture || Files.size(path) > WORTH_SHORTENING) {
            lines.replaceAll((id, line) -> line.notAfter(now));
            replaceBy(lines);
            file.reopen();
        }
        return new Tally(lines.size(), lines.size());
    }

    private static Map<String, Line> lines(LineFile file) throws IOException {
        Map<String, Line> lines = new LinkedHashMap<>();
        file.readTail(MOST_READ, text -> {
            try {
                JsonNode json = JSON.readTree(text);
                if (json.has("given_back")) {
                    lines.remove(json.path("given_back").asText());
                } else {
                    Line line = Line.of(json);
                    lines.put(line.id(), line);
                }
            } catch (JsonProcessingException | DateTimeException e) {
                // Cut off: the process died before it had done anything.
                return;
            }
        });
        return lines;
    }

    private Spending enter(LineFile file) throws IOException {
        Line line = new Line(UUID.randomUUID().toString(), clock.now());
        file.append(JSON.writeValueAsString(line.json()));
        return new Entry(line.id());
    }

    private void replaceBy(Map<String, Line> lines) throws IOException {
        Path fresh = path.resolveSibling("guard.jsonl.new");
        Files.deleteIfExists(fresh);
        try (LineFile file = new LineFile(fresh)) {
            for (Line line : lines.values()) {
                file.append(JSON.writeValueAsString(line.json()));
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private <T> T locked(LineWork<T> work) {
        return lock.during(() -> {
            try (LineFile file = new LineFile(path)) {
                return work.on(file);
            }
        });
    }

    @FunctionalInterface
    private interface LineWork<T> {
        T on(LineFile file) throws IOException;
    }

    private final class Entry implements Spending {

        private final String id;

        Entry(String id) {
            this.id = id;
        }

        @Override
        public void deleted() {
            // It has been entered as if it had been done.
        }

        @Override
        public void giveBack() {
            locked(file -> {
                file.append(JSON.writeValueAsString(Map.of("given_back", id)));
                return id;
            });
        }
    }

    private record Line(String id, Instant time) {

        static Line of(JsonNode json) {
            return new Line(
                    json.path("id").asText(), Instant.parse(json.path("time").asText()));
        }

        Line notAfter(Instant now) {
            return time.isAfter(now) ? new Line(id, now) : this;
        }

        Map<String, Object> json() {
            return Map.of("id", id, "time", time.toString());
        }
    }
}
