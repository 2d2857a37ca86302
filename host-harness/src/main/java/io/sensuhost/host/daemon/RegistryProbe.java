package io.sensuhost.host.daemon;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Looks whether a generation's registry answers, and not more often than every few seconds however many ask. Thread-safe. */
final class RegistryProbe {

    private static final Duration LASTS = Duration.ofSeconds(5);

    private final HostClock clock;
    private int asked;
    private Duration askedAt = Duration.ZERO;
    private CompletionStage<Optional<String>> answer = CompletableFuture.completedFuture(Optional.empty());

    RegistryProbe(HostClock clock) {
        this.clock = clock;
    }

    /** Why the registry does not answer; empty where it does. */
    synchronized CompletionStage<Optional<String>> trouble(Generation generation) {
        boolean known =
                asked == generation.number() && clock.elapsed().minus(askedAt).compareTo(LASTS) < 0;
        if (!known) {
            asked = generation.number();
            askedAt = clock.elapsed();
            answer = generation
                    .host()
                    .clients(1)
                    .handle((clients, e) -> Optional.ofNullable(e).map(RegistryProbe::words));
        }
        return answer;
    }

    static String words(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return String.valueOf(cause.getMessage());
    }
}
