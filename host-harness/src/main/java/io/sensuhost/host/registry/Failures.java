package io.sensuhost.host.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Looks into the failures that stages pass on wrapped. */
final class Failures {

    private Failures() {}

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static String message(Throwable failure) {
        Throwable cause = cause(failure);
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }

    /** Whether what failed may have been done all the same. */
    static boolean leavesDoubt(Throwable failure) {
        return !(cause(failure) instanceof RegistryException known) || known.kind() == RegistryException.Kind.UNKNOWN;
    }

    /** After how long what failed may be tried again, if that makes sense. */
    static Optional<Duration> passesIn(Throwable failure) {
        return cause(failure) instanceof RegistryException known ? known.passesIn() : Optional.empty();
    }
}
