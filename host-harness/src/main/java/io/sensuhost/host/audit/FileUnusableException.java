package io.sensuhost.host.audit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file without which the host cannot keep its word. The message says which, why and what to do. */
public final class FileUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * A file that cannot be used.
     *
     * @param what what the file is, such as {@code the audit file}
     * @param path where it is
     * @param why what went wrong
     * @param mend what to do about it
     */
    public FileUnusableException(String what, Path path, IOException why, String mend) {
        super("cannot use " + what + " " + path + ": " + inWords(why) + "; " + mend, why);
    }

    private static String inWords(IOException why) {
        if (why instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (why instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (why instanceof FileAlreadyExistsException other) {
            return other.getFile() + " is no directory";
        }
        if (why instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return Optional.ofNullable(why.getMessage()).orElseGet(why::toString);
    }
}
