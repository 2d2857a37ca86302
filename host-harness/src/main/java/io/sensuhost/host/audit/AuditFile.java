package io.sensuhost.host.audit;

import io.sensuhost.api.Client;
import io.sensuhost.host.audit.AuditEntry.What;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit as a file of JSON lines, which outlives the process. */
public final class AuditFile implements Audit, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final long MOST_READ = 64L << 20;
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
            file.append(AuditLine.text(entry, redactor));
        } catch (IOException e) {
            // The client is gone by now, and an answer that said otherwise would be wrong.
            LOG.error("{}; not recorded: {} {}", unusable(e).getMessage(), entry.what(), entry.client());
        }
    }

    /**
     * Reads back when clients were deleted, or may have been, that the guard counted: also those whose deletion had begun
     * when the process ended. Lines that are cut off or of someone else's making are passed over, and so is what lies
     * further back than the last 64 MiB.
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
                    text -> AuditLine.read(text).ifPresent(line -> {
                        deletions.addAll(line.deletions());
                        if (line.is(What.DEREGISTERING)) {
                            begun.put(line.who(), line.time());
                        } else if (line.isEnd()) {
                            begun.remove(line.who());
                        }
                    }));
        } catch (IOException e) {
            throw unusable(e);
        }
        deletions.addAll(begun.values());
        deletions.removeIf(time -> time.isBefore(since));
        return deletions;
    }

    @Override
    public boolean holds(Client client, String integration, Instant since) {
        AtomicBoolean held = new AtomicBoolean();
        try {
            String quoted = AuditLine.quoted(client.name());
            file.readTail(MOST_READ, text -> {
                if (text.contains(quoted)) {
                    AuditLine.read(text)
                            .filter(line -> line.isAbout(client, integration))
                            .ifPresent(line ->
                                    held.set(line.is(What.HELD) && !line.time().isBefore(since)));
                }
            });
        } catch (IOException e) {
            LOG.error("{}", unusable(e).getMessage());
        }
        return held.get();
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
            file.append(AuditLine.carryingOver(
                    deletions.subList(from, Math.min(deletions.size(), from + MOST_CARRIED_IN_A_LINE))));
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
