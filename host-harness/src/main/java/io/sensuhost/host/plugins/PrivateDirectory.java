package io.sensuhost.host.plugins;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory of files that nobody else can write to. What processes have left behind that were killed goes
 * when the next one for the same purpose is made.
 */
public final class PrivateDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);

    private static final String UNLOCKED = "sensu-host-new-";

    private final Path path;
    private final UseLock use;

    private PrivateDirectory(Path path, UseLock use) {
        this.path = path;
        this.use = use;
    }

    /**
     * Makes one, its owner's alone by the contract of createTempDirectory. It gets the name that is swept once it is
     * locked.
     *
     * @param purpose a word for its name
     * @return an empty directory but for its lock, for the caller to close
     * @throws IOException where it cannot be made
     */
    public static PrivateDirectory make(String purpose) throws IOException {
        String prefix = "sensu-host-" + purpose + "-";
        Path unlocked = Files.createTempDirectory(UNLOCKED);
        Path path = unlocked.resolveSibling(unlocked.getFileName().toString().replaceFirst(UNLOCKED, prefix));
        UseLock use = UseLock.take(unlocked, path);
        try {
            Files.move(unlocked, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            new PrivateDirectory(unlocked, use).close();
            throw e;
        }
        PrivateDirectory made = new PrivateDirectory(path, use);
        try {
            sweepBeside(path, prefix);
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    /** One at a time: within a process, a file that is locked twice is an error. */
    private static synchronized void sweepBeside(Path own, String prefix) throws IOException {
        UserPrincipal user = Files.getOwner(own);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(own.getParent(), prefix + "*")) {
            for (Path other : others) {
                sweep(other, user);
            }
        }
    }

    /** Nobody but its owner can have put anything into one, so another user's, or a link, is none to look into. */
    private static void sweep(Path other, UserPrincipal user) {
        try {
            if (Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                Optional<UseLock> unused = UseLock.ifUnused(other);
                if (unused.isPresent()) {
                    new PrivateDirectory(other, unused.get()).close();
                }
            }
        } catch (IOException e) {
            LOG.debug("{} was not looked into: {}", other, e.toString());
        }
    }

    /**
     * Where it is.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /** Deletes it with its files. */
    @Override
    public void close() {
        try (use;
                DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            LOG.warn("The directory {} is left behind: {}", path, e.toString());
        }
    }
}
