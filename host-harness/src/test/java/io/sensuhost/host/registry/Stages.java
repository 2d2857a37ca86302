package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import java.time.Duration;
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

    /** The deadline of a deregistration that begins now. */
    static Deadline soon(HostClock clock) {
        return Deadline.in(Duration.ofSeconds(10), clock);
    }
}
