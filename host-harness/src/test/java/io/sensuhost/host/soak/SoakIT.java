package io.sensuhost.host.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon under a steady load while all around it goes wrong, judged by the books of the emulated EC2 and of the
 * registry. For a third of the time it is killed or stopped again and again; then one process lives on, and must not grow.
 */
@Tag("soak")
final class SoakIT {

    private static final Duration TIME =
            Duration.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("soak.minutes", "1"))));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    private static final int MORE_THREADS = 30;
    private static final int MORE_FILES = 30;

    /** One generation of the plugin, which takes 24 MiB of metaspace, must not stay behind. */
    private static final int MORE_MEBIBYTES = 16;

    static {
        // Connections that senders keep for later would be taken for the host's own.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    }

    @TempDir
    private Path directory;

    @Test
    void nobodyIsTakenForGoneAndNothingIsLostWhateverGoesWrong() throws Exception {
        System.out.printf("soak.seed=%d soak.minutes=%.1f%n", SEED, TIME.toSeconds() / 60.0);
        try (Stage stage = new Stage(directory, new Random(SEED))) {
            long began = System.nanoTime();
            stage.begin();
            do {
                stage.anAccident();
                stage.aKill();
                stage.anAccident();
                stage.aStop();
            } while (elapsed(began).compareTo(TIME.dividedBy(3)) < 0);
            stage.warmUp();
            Size before = stage.atRest();
            stage.goOn();
            while (elapsed(began).compareTo(TIME) < 0 || mayGoOn(stage, began)) {
                stage.anAccident();
            }
            Duration end = stage.end();
            Size after = stage.atRest();

            System.out.print(report(stage, end, before, after));
            assertThat(stage.faults().missing()).as("faults that never struck").isEmpty();
            judge(stage.machines());
            judge(stage.book());
            assertThat(stage.host().unreadable())
                    .as("lines cut off by a kill")
                    .isLessThanOrEqualTo(stage.host().restarts());
            judge(before, after);
        }
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** What is rare may take longer, but not for ever. */
    private static boolean mayGoOn(Stage stage, long began) {
        return !stage.hasSeenAll()
                && elapsed(began).compareTo(TIME.multipliedBy(2).plusMinutes(1)) < 0;
    }

    private static void judge(Machines machines) {
        assertThat(machines.wronglyDeleted()).as("wrongly deleted").isEmpty();
        assertThat(machines.missing()).as("have to stay").isEmpty();
        assertThat(machines.thatHaveToGo()).as("have to go").isEmpty();
    }

    private static void judge(Book book) {
        assertThat(book.lost()).as("without a result").isZero();
        assertThat(book.doubled()).as("with more than one result").isZero();
        assertThat(book.byCode()).doesNotContainKeys("host_bug", "integration_bug", "integration_hung");
    }

    private static void judge(Size before, Size after) {
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + MORE_THREADS);
        assertThat(after.files()).as("files").isLessThanOrEqualTo(before.files() + MORE_FILES);
        assertThat(after.heap()).as("heap").isLessThanOrEqualTo(before.heap() + MORE_MEBIBYTES);
        assertThat(after.metaspace()).as("metaspace").isLessThanOrEqualTo(before.metaspace() + MORE_MEBIBYTES);
    }

    private static Table report(Stage stage, Duration end, Size before, Size after) {
        return new Table()
                .part("events", stage.book().counts())
                .part("results by status", stage.book().byStatus())
                .part("results by code", stage.book().byCode())
                .part("faults", stage.faults().counts())
                .part("restarts and reloads")
                .line("restarts", stage.host().restarts())
                .line("reloads", stage.accidents().reloads())
                .line("reloads refused", stage.accidents().refusals())
                .part("deletions")
                .line("right", stage.machines().rightlyDeleted())
                .line("WRONG", stage.machines().wronglyDeleted().size())
                .line("seconds until the last had gone", end.toSeconds())
                .part("events again")
                .line("LOST", stage.book().lost())
                .line("DOUBLE", stage.book().doubled())
                .part("the last process, before and after")
                .line("threads", before.threads(), after.threads())
                .line("files", before.files(), after.files())
                .line("heap, MiB", before.heap(), after.heap())
                .line("metaspace, MiB", before.metaspace(), after.metaspace());
    }
}
