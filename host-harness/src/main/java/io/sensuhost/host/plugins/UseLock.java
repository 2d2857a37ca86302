package io.sensuhost.host.plugins;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says that a process uses a directory, for as long as the process lives and no longer: the system frees it. */
final class UseLock implements AutoCloseable {

    private static final String FILE = "in-use";

    /** Never to be tried: a process that closes a file gives up its own locks on it. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private UseLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Locks a directory that is about to be moved to where it is to stay. */
    static UseLock take(Path now, Path soon) throws IOException {
        FileChannel channel =
                FileChannel.open(now.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        OF_THIS_PROCESS.add(soon);
        return new UseLock(soon, channel);
    }

    /** Locks a directory that no process uses. */
    static Optional<UseLock> ifUnused(Path directory) throws IOException {
        if (OF_THIS_PROCESS.contains(directory)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new UseLock(directory, channel));
    }

    @Override
    public void close() throws IOException {
        OF_THIS_PROCESS.remove(directory);
        channel.close();
    }
}
