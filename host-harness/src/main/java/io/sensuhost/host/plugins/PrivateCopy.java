package io.sensuhost.host.plugins;

import io.sensuhost.host.config.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a directory, copied to where nobody else can write: classes are loaded long after a jar was opened, and
 * one that is replaced meanwhile would break them. What processes have left behind that were killed goes when the next
 * copy is made.
 */
final class PrivateCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateCopy.class);

    private static final String PREFIX = "sensu-host-plugins-";

    private final Path directory;
    private final UseLock use;

    private PrivateCopy(Path directory, UseLock use) {
        this.directory = directory;
        this.use = use;
    }

    static PrivateCopy of(Path original) {
        try {
            PrivateCopy copy = empty();
            if (Files.isDirectory(original)) {
                copy.fill(original);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(why(original, e), e);
        }
    }

    static String why(Path original, IOException e) {
        if (e instanceof AccessDeniedException denied
                && Path.of(String.valueOf(denied.getFile())).startsWith(original)) {
            return "The plugins of %s cannot be read: %s at %3$s; chmod o+rX %3$s"
                    .formatted(original, Unreadable.why(e), denied.getFile());
        }
        return "The plugins of %s cannot be copied to %s: %s"
                .formatted(original, System.getProperty("java.io.tmpdir"), e);
    }

    static PrivateCopy ofFile(Path jar) throws IOException {
        PrivateCopy copy = empty();
        try {
            Files.copy(jar, copy.directory.resolve(jar.getFileName().toString()));
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
        }
    }

    /** Its owner's alone, by the contract of createTempDirectory; it gets the name that is swept once it is locked. */
    private static PrivateCopy empty() throws IOException {
        Path unnamed = Files.createTempDirectory("sensu-host-copying-");
        Path directory =
                unnamed.resolveSibling(unnamed.getFileName().toString().replaceFirst("sensu-host-copying-", PREFIX));
        UseLock use = UseLock.take(unnamed, directory);
        PrivateCopy copy = new PrivateCopy(Files.move(unnamed, directory, StandardCopyOption.ATOMIC_MOVE), use);
        sweepBeside(directory);
        return copy;
    }

    /** One at a time: within a process, a file that is locked twice is an error. */
    private static synchronized void sweepBeside(Path own) throws IOException {
        UserPrincipal user = Files.getOwner(own);
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            for (Path copy : copies) {
                sweep(copy, user);
            }
        }
    }

    /** Nobody but its owner can have put anything into a copy, so another user's, or a link, is none to look into. */
    private static void sweep(Path copy, UserPrincipal user) {
        try {
            if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(copy, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                Optional<UseLock> unused = UseLock.ifUnused(copy);
                if (unused.isPresent()) {
                    new PrivateCopy(copy, unused.get()).close();
                }
            }
        } catch (IOException e) {
            LOG.debug("{} was not looked into: {}", copy, e.toString());
        }
    }

    private void fill(Path original) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(original, "*.jar")) {
            for (Path jar : jars) {
                copy(jar);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void copy(Path jar) throws IOException {
        try {
            Files.copy(jar, directory.resolve(jar.getFileName().toString()));
        } catch (NoSuchFileException e) {
            LOG.warn("{} was taken away before it could be copied", jar);
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try (use;
                DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.warn("The directory {} is left behind: {}", directory, e.toString());
        }
    }
}
