package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.FileUnusableException;
import io.sensuhost.host.registry.Ledger.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SharedLedgerTest {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    @Test
    void twoProcessesSpendFromOneBudget() {
        Ledger one = new SharedLedger(directory, clock);
        Ledger other = new SharedLedger(directory, clock);

        assertThat(one.spend(2, WINDOW)).isPresent();
        assertThat(other.spend(2, WINDOW)).isPresent();
        assertThat(one.spend(2, WINDOW)).isEmpty();

        clock.advance(WINDOW);
        assertThat(other.spend(2, WINDOW)).isPresent();
    }

    @Test
    void whatItMakesIsItsOwnersAlone() throws IOException {
        Path state = directory.resolve("state");
        new SharedLedger(state, clock).spend(1, WINDOW);

        assertThat(Files.getPosixFilePermissions(state)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(state)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString(), file -> permissions(file))
                    .containsExactlyInAnyOrder(tuple("guard.lock", "rw-------"), tuple("guard.jsonl", "rw-------"));
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsGivenBackCanBeSpentByAnother() {
        Ledger one = new SharedLedger(directory, clock);
        Ledger other = new SharedLedger(directory, clock);

        one.spend(1, WINDOW).orElseThrow().giveBack();

        assertThat(other.spend(1, WINDOW)).isPresent();
    }

    @Test
    void manyAtOnceDoNotSpendMoreThanThereIs() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> new SharedLedger(directory, clock).spend(10, WINDOW).isPresent()));
        }

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(10);
    }

    @Test
    void aLedgerThatEndsAtAnyByteStillCountsWhatWasDone() throws IOException {
        Ledger before = new SharedLedger(directory, clock);
        before.spend(9, WINDOW);
        int whole = Files.readAllBytes(file()).length;
        before.spend(9, WINDOW);
        byte[] bytes = Files.readAllBytes(file());

        for (int length = whole; length <= bytes.length; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            Ledger after = new SharedLedger(directory, clock);

            after.spend(9, WINDOW);

            // The end of the line may be missing without harm.
            int expected = length < bytes.length - 1 ? 2 : 3;
            assertThat(after.tally(WINDOW).spent()).as("cut at %s", length).isEqualTo(expected);
        }
    }

    @Test
    void aLedgerFromTheFutureDoesNotHoldForEver() {
        new SharedLedger(directory, clock).spend(1, WINDOW);
        clock.step(Duration.ofDays(-365));
        Ledger ledger = new SharedLedger(directory, clock);

        assertThat(ledger.spend(1, WINDOW)).isEmpty();
        clock.advance(WINDOW);
        assertThat(ledger.spend(1, WINDOW)).isPresent();
    }

    @Test
    void aLongLedgerIsShortenedToWhatStillCounts() throws IOException {
        Ledger ledger = new SharedLedger(directory, clock);
        ledger.spend(1, WINDOW);
        clock.advance(WINDOW);
        ledger.spend(1, WINDOW);
        Files.writeString(file(), " ".repeat(1 << 20) + "\n", StandardOpenOption.APPEND);

        assertThat(ledger.spend(1, WINDOW)).isEmpty();
        ledger.spend(2, WINDOW);

        assertThat(Files.readString(file(), StandardCharsets.UTF_8).lines()).hasSize(2);
        assertThat(ledger.tally(WINDOW)).isEqualTo(new Tally(2, 2));
    }

    @Test
    void whatIsSpentWhileALedgerIsShortenedIsNotLost() throws IOException {
        Ledger ledger = new SharedLedger(directory, clock);
        Files.writeString(file(), " ".repeat(1 << 20) + "\n");

        assertThat(ledger.spend(1, WINDOW)).isPresent();

        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaidToBeSo() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "");

        assertThatThrownBy(() -> new SharedLedger(occupied, clock))
                .isInstanceOf(FileUnusableException.class)
                .hasMessageStartingWith("cannot use the state directory " + occupied)
                .hasMessageEndingWith("set host.state_dir");
    }

    @Test
    @Timeout(60)
    void anotherProcessIsWaitedForAndCounted() throws Exception {
        Ledger own = new SharedLedger(directory, clock);
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Spender.class.getName(),
                            directory.toString())
                    .inheritIO()
                    .start());
        }
        for (int i = 0; i < 10; i++) {
            own.spend(15, WINDOW);
        }
        for (Process other : others) {
            assertThat(other.waitFor()).isZero();
        }

        assertThat(own.tally(WINDOW).spent()).isEqualTo(15);
    }

    /** Spends what it can of a budget of fifteen, ten at most. */
    static final class Spender {

        private Spender() {}

        public static void main(String[] arguments) {
            Ledger ledger = new SharedLedger(Path.of(arguments[0]), new ManualClock());
            for (int i = 0; i < 10; i++) {
                ledger.spend(15, WINDOW);
            }
        }
    }

    private Path file() {
        return directory.resolve("guard.jsonl");
    }
}
