package io.sensuhost.host.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.api.Client;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.audit.AuditEntry.What;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditFileTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void aLineSaysWhatWasDoneToWhomAndWhy() throws IOException {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERED, NOON));
        }

        assertThat(lines()).containsExactly(new ObjectMapper().readTree("""
                {"time": "2026-11-23T12:00:00Z", "what": "deregistered",
                 "client": {"name": "wéb-1", "timestamp": 1795435020, "secret": "REDACTED"},
                 "integration": "ec2", "code": "instance_absent", "reason": "there is none", "evidence": "inferred"}"""));
    }

    @Test
    void aReleaseHasNoEvidence() throws IOException {
        try (AuditFile audit = open()) {
            AuditEntry held = entry(What.RELEASED, NOON);
            audit.record(new AuditEntry(
                    NOON, What.RELEASED, held.client(), "ec2", "released", "someone looked", Optional.empty()));
        }

        assertThat(lines().get(0).has("evidence")).isFalse();
    }

    @Test
    void aNewFileIsItsOwnersAloneAndItsDirectoryIsMade() throws IOException {
        Path path = directory.resolve("new/deep/audit.jsonl");
        new AuditFile(path, attributes -> attributes).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        for (Path made : List.of(path.getParent(), path.getParent().getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void anExistingFileIsContinued() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (AuditFile audit = open()) {
                audit.record(entry(What.HELD, NOON));
            }
        }

        assertThat(lines()).hasSize(3);
    }

    @Test
    void aFileThatEndsAtAnyByteLosesOnlyTheLineThatWasCut() throws IOException {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERED, NOON));
            audit.record(entry(What.DEREGISTERED, NOON.plusSeconds(1)));
        }
        byte[] bytes = Files.readAllBytes(file());
        int second = bytes.length / 2;

        for (int length = second; length <= bytes.length; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            try (AuditFile audit = open()) {
                audit.record(entry(What.DEREGISTERED, NOON.plusSeconds(2)));
                // The end of the line may be missing without harm.
                boolean whole = length >= bytes.length - 1;

                assertThat(audit.deletionsSince(NOON))
                        .as("cut at %s", length)
                        .containsExactlyElementsOf(
                                whole
                                        ? List.of(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2))
                                        : List.of(NOON, NOON.plusSeconds(2)));
            }
        }
    }

    @Test
    void onlyRecentDeletionsThatTheGuardCountedAreReadBack() {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERED, NOON.minusSeconds(601)));
            audit.record(entry(What.DEREGISTERED, NOON.minusSeconds(600)));
            audit.record(entry(What.DEREGISTERED_UNCOUNTED, NOON.minusSeconds(5)));
            audit.record(entry(What.UNANSWERED_UNCOUNTED, NOON.minusSeconds(5)));
            audit.record(entry(What.UNANSWERED, NOON.minusSeconds(4)));
            audit.record(entry(What.ALREADY_GONE, NOON.minusSeconds(3)));
            audit.record(entry(What.HELD, NOON.minusSeconds(2)));
            audit.record(entry(What.RELEASED, NOON.minusSeconds(1)));

            assertThat(audit.deletionsSince(NOON.minusSeconds(600)))
                    .containsExactly(NOON.minusSeconds(600), NOON.minusSeconds(4));
        }
    }

    @Test
    void aDeletionThatHadBegunWhenTheProcessEndedIsTakenForDone() {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERING, NOON));
            audit.record(entry(What.DEREGISTERED, NOON.plusSeconds(1)));
            audit.record(entry(What.DEREGISTERING, NOON.plusSeconds(2)));
            audit.record(entry(What.NOT_DEREGISTERED, NOON.plusSeconds(3)));
            audit.record(entry(What.DEREGISTERING, NOON.plusSeconds(4)));

            assertThat(audit.deletionsSince(NOON)).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(4));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEREGISTERED", "UNANSWERED", "ALREADY_GONE", "NOT_DEREGISTERED"})
    void whatHadBegunAndEndedCountsAsItEnded(What end) {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERING, NOON));
            audit.record(entry(end, NOON.plusSeconds(1)));

            assertThat(audit.deletionsSince(NOON)).doesNotContain(NOON).hasSize(end.isCountedDeletion() ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DEREGISTERED_UNCOUNTED", "UNANSWERED_UNCOUNTED", "HELD", "RELEASED"})
    void whateverElseIsRecordedDoesNotEndWhatHadBegun(What other) {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERING, NOON));
            audit.record(entry(other, NOON.plusSeconds(1)));

            assertThat(audit.deletionsSince(NOON)).containsExactly(NOON);
        }
    }

    @Test
    void norDoesWhatIsRecordedOfAnotherClientOrIntegration() {
        AuditEntry ended = entry(What.NOT_DEREGISTERED, NOON);
        Client other = EventBuilder.keepaliveOf("web-2").client();
        Client elsewhere =
                EventBuilder.keepaliveOf("wéb-1").inNamespace("cellar").client();
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERING, NOON));
            audit.record(of(ended, other, "ec2"));
            audit.record(of(ended, elsewhere, "ec2"));
            audit.record(of(ended, ended.client(), "puppet"));

            assertThat(audit.deletionsSince(NOON)).containsExactly(NOON);
        }
    }

    @Test
    void aClientIsHeldUntilSomethingElseIsRecordedOfItOrItIsLongAgo() {
        try (AuditFile audit = open()) {
            AuditEntry held = entry(What.HELD, NOON);
            assertThat(audit.holds(held.client(), held.integration(), NOON)).isFalse();

            audit.record(held);

            assertThat(audit.holds(held.client(), held.integration(), NOON)).isTrue();
            assertThat(audit.holds(held.client(), "puppet", NOON)).isFalse();
            assertThat(audit.holds(EventBuilder.keepaliveOf("other").client(), held.integration(), NOON))
                    .isFalse();
            assertThat(audit.holds(held.client(), held.integration(), NOON.plusSeconds(1)))
                    .isFalse();

            audit.record(entry(What.RELEASED, NOON));

            assertThat(audit.holds(held.client(), held.integration(), NOON)).isFalse();
        }
    }

    @Test
    void linesOfSomeoneElseArePassedOver() throws IOException {
        try (AuditFile audit = open()) {
            Files.writeString(file(), "null\n[]\n{\"what\":\"deregistered\"}\nhello\n\n", StandardOpenOption.APPEND);
            audit.record(entry(What.DEREGISTERED, NOON));

            assertThat(audit.deletionsSince(NOON)).hasSize(1);
        }
    }

    @Test
    void afterTheFileHasBeenMovedAwayLinesGoToANewOneOnceItIsReopened() throws IOException {
        Path old = directory.resolve("audit.jsonl.1");
        try (AuditFile audit = open()) {
            audit.record(entry(What.HELD, NOON));
            Files.move(file(), old);
            audit.record(entry(What.HELD, NOON));
            audit.reopen(NOON);
            audit.record(entry(What.HELD, NOON));
        }

        assertThat(Files.readAllLines(old)).hasSize(2);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void whatTheGuardStillCountsGoesOnIntoTheNewFile() throws IOException {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERED, NOON.minusSeconds(1)));
            audit.record(entry(What.DEREGISTERED, NOON));
            audit.record(entry(What.DEREGISTERING, NOON.plusSeconds(1)));
            for (int rotation = 1; rotation <= 2; rotation++) {
                Files.move(file(), directory.resolve("audit.jsonl." + rotation));
                audit.reopen(NOON);
            }
            audit.record(entry(What.UNANSWERED, NOON.plusSeconds(2)));
        }

        assertThat(lines()).extracting(line -> line.get("what").asText()).containsExactly("carried_over", "unanswered");
        try (AuditFile audit = open()) {
            assertThat(audit.deletionsSince(NOON)).containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
            assertThat(audit.deletionsSince(NOON.plusSeconds(1))).hasSize(2);
        }
    }

    @Test
    void aFileThatIsStillInItsPlaceIsGoneOnWithAsItIs() throws IOException {
        try (AuditFile audit = open()) {
            audit.record(entry(What.DEREGISTERED, NOON));
            audit.reopen(NOON);

            assertThat(audit.deletionsSince(NOON)).containsExactly(NOON);
        }
        assertThat(lines()).hasSize(1);
    }

    @Test
    void aDirectoryThatIsNotWritableIsSaidToBeDenied() {
        FileUnusableException denied = unusable(new AccessDeniedException("/state/audit.jsonl"));

        assertThat(denied).hasMessage("cannot use the audit file /state/audit.jsonl: permission denied; mend it");
        assertThat(unusable(new NoSuchFileException("/state"))).hasMessageContaining(": /state does not exist; ");
        assertThat(unusable(new FileSystemException("/state", null, "Read-only file system")))
                .hasMessageContaining(": Read-only file system; ");
        assertThat(unusable(new IOException("No space left on device")))
                .hasMessageContaining(": No space left on device; ");
    }

    private static FileUnusableException unusable(IOException why) {
        return new FileUnusableException("the audit file", Path.of("/state/audit.jsonl"), why, "mend it");
    }

    @Test
    void aFileThatCannotBeReopenedStaysInUse() throws IOException {
        Path moved = directory.resolve("moved");
        Path inside = Files.createDirectory(directory.resolve("inside"));
        try (AuditFile audit = new AuditFile(inside.resolve("audit.jsonl"), attributes -> attributes)) {
            Files.move(inside, moved);
            Files.writeString(inside, "a file is in the way");
            audit.reopen(NOON);
            audit.record(entry(What.HELD, NOON));
        }

        assertThat(Files.readAllLines(moved.resolve("audit.jsonl"))).hasSize(1);
    }

    @Test
    void anEndlessClientIsCutDownToItsName() throws IOException {
        try (AuditFile audit = open()) {
            AuditEntry usual = entry(What.HELD, NOON);
            audit.record(new AuditEntry(
                    NOON,
                    What.HELD,
                    EventBuilder.keepaliveOf("web-1")
                            .with("note", "x".repeat(100_000))
                            .client(),
                    usual.integration(),
                    usual.code(),
                    usual.reason(),
                    usual.evidence()));
        }

        assertThat(Files.size(file())).isLessThan(1000);
        assertThat(lines().get(0).at("/client/name").asText()).isEqualTo("web-1");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidToBeSo() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "");
        Path path = occupied.resolve("audit.jsonl");

        assertThatThrownBy(() -> new AuditFile(path, attributes -> attributes))
                .isInstanceOf(FileUnusableException.class)
                .hasMessageStartingWith("cannot use the audit file " + path + ": ")
                .hasMessageEndingWith("set host.audit_file");
    }

    private AuditFile open() {
        return new AuditFile(file(), AuditFileTest::redacted);
    }

    private static Map<String, Object> redacted(Map<String, Object> attributes) {
        Map<String, Object> copy = new LinkedHashMap<>(attributes);
        copy.replace("secret", "REDACTED");
        return copy;
    }

    private static AuditEntry entry(What what, Instant time) {
        return new AuditEntry(
                time,
                what,
                EventBuilder.keepaliveOf("wéb-1").with("secret", "hush").client(),
                "ec2",
                "instance_absent",
                "there is none",
                Optional.of(Evidence.INFERRED));
    }

    private static AuditEntry of(AuditEntry entry, Client client, String integration) {
        return new AuditEntry(
                entry.time(), entry.what(), client, integration, entry.code(), entry.reason(), entry.evidence());
    }

    private List<JsonNode> lines() throws IOException {
        ObjectMapper json = new ObjectMapper();
        return Files.readAllLines(file()).stream()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }
}
