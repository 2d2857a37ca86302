package io.sensuhost.host.registry;

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
}
