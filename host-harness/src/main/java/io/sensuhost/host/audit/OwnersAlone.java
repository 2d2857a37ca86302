package io.sensuhost.host.audit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What the host makes is its user's alone, where the system knows such permissions. */
public final class OwnersAlone {

    private OwnersAlone() {}

    /**
     * The permissions of a file that is to be made.
     *
     * @return to be given to what makes it
     */
    public static FileAttribute<?>[] file() {
        return permissions("rw-------");
    }

    /**
     * Makes a directory and those above it, where they do not exist.
     *
     * @param directory which one; one that exists stays as it is
     * @throws IOException if that is not possible
     */
    public static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
