package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DirectoryLockTest {

    @TempDir
    private Path directory;

    @Test
    void whoeverComesSecondWaitsForTheOtherProcess() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        directory.resolve("guard.lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo(Other.LOCKED);
            CompletableFuture<String> work = new CompletableFuture<>();
            Thread second = new Thread(() -> {
                try {
                    work.complete(new DirectoryLock(directory).during(() -> "done"));
                } catch (RuntimeException e) {
                    work.completeExceptionally(e);
                }
            });
            second.start();
            while (!work.isDone() && second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(work).isNotDone();

            other.outputWriter(StandardCharsets.UTF_8).append('\n').flush();

            assertThat(work.get(30, TimeUnit.SECONDS)).isEqualTo("done");
        } finally {
            other.destroyForcibly();
        }
    }

    /** Keeps the lock until it is told to end. */
    static final class Other {

        static final String LOCKED = "locked";

        private Other() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel file =
                    FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.lock();
                System.out.println(LOCKED);
                System.in.read();
            }
        }
    }
}
