package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for what is completed elsewhere, and not for ever. */
final class Stages {

    private Stages() {}

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** What a registry says of why it has not answered. */
    static RegistryException failure(CompletionStage<?> stage) {
        CompletionException wrapped = catchThrowableOfType(CompletionException.class, () -> await(stage));
        return (RegistryException) wrapped.getCause();
    }

    /** The deadline of a deregistration that begins now. */
    static Deadline soon(HostClock clock) {
        return Deadline.in(Duration.ofSeconds(10), clock);
    }
}
