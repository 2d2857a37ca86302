package io.sensuhost.host.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why the file system refused, in words: the messages of its exceptions are often no more than the path. */
final class Refusal {

    private Refusal() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + System.getProperty("user.name");
        }
        return e instanceof NoSuchFileException ? "it is gone" : String.valueOf(e.getMessage());
    }
}
