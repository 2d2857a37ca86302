package io.sensuhost.host.registry;

import io.sensuhost.host.audit.FileUnusableException;
import io.sensuhost.host.audit.OwnersAlone;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Lets one process at a time, and one thread of it, work in a directory. The system frees it when a process dies. */
final class DirectoryLock {

    /** A process cannot lock a file twice, not even for two of its threads. */
    private static final Object THIS_PROCESS = new Object();

    private static final Set<StandardOpenOption> TO_LOCK = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int MOST_PAUSES = 500;

    private final Path directory;

    DirectoryLock(Path directory) {
        this.directory = directory;
    }

    /**
     * Waits until the directory is free, and works in it.
     *
     * @throws FileUnusableException when the work cannot be done, or others are still at theirs after some seconds
     */
    <T> T during(Work<T> work) {
        synchronized (THIS_PROCESS) {
            try {
                OwnersAlone.directory(directory);
                // Its owner's alone: whoever may read it could lock it for ever.
                try (FileChannel file =
                        FileChannel.open(directory.resolve("guard.lock"), TO_LOCK, OwnersAlone.file())) {
                    lockUntilClosed(file);
                    return work.run();
                }
            } catch (IOException e) {
                throw new FileUnusableException(
                        "the state directory", directory, e, "let the host's user write there, or set host.state_dir");
            }
        }
    }

    private static void lockUntilClosed(FileChannel file) throws IOException {
        for (int pause = 0; file.tryLock() == null; pause++) {
            if (pause == MOST_PAUSES) {
                throw new IOException("another process has kept guard.lock for "
                        + PAUSE.multipliedBy(MOST_PAUSES).toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Work in the directory. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
