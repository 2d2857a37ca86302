package io.sensuhost.host.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a directory, copied to where nobody else can write: classes are loaded long after a jar was opened, and
 * one that is replaced meanwhile would break them.
 */
final class PrivateCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateCopy.class);

    private final Path directory;

    private PrivateCopy(Path directory) {
        this.directory = directory;
    }

    static PrivateCopy of(Path original) {
        try {
            PrivateCopy copy = empty();
            if (Files.isDirectory(original)) {
                copy.fill(original);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The plugins of " + original + " cannot be copied to " + System.getProperty("java.io.tmpdir") + ": "
                            + e,
                    e);
        }
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

    /** Its owner's alone, by the contract of createTempDirectory. */
    private static PrivateCopy empty() throws IOException {
        return new PrivateCopy(Files.createTempDirectory("sensu-host-plugins-"));
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
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory)) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.warn("The directory {} is left behind: {}", directory, e.toString());
        }
    }
}
