package io.sensuhost.host.plugins;

import io.sensuhost.host.config.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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

    private final PrivateDirectory place;

    private PrivateCopy() throws IOException {
        place = PrivateDirectory.make("plugins");
    }

    static PrivateCopy of(Path original) {
        try {
            PrivateCopy copy = new PrivateCopy();
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
        PrivateCopy copy = new PrivateCopy();
        try {
            Files.copy(jar, copy.directory().resolve(jar.getFileName().toString()));
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
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
            Files.copy(jar, directory().resolve(jar.getFileName().toString()));
        } catch (NoSuchFileException e) {
            LOG.warn("{} was taken away before it could be copied", jar);
        }
    }

    Path directory() {
        return place.path();
    }

    @Override
    public void close() {
        place.close();
    }
}
