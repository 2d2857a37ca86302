package io.sensuhost.host.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What keeps a file from being read: the messages of the file system's exceptions are often no more than the path. */
public final class Unreadable {

    private Unreadable() {}

    /**
     * The reason in words.
     *
     * @param e what the file system threw
     * @return the reason, without the path
     */
    public static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + System.getProperty("user.name");
        }
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
