package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One event that waits for an observation until its own deadline, in time passed. */
record Waiter(Duration deadline, CompletableFuture<Observation> observation) {

    Waiter(Duration deadline) {
        this(deadline, new CompletableFuture<>());
    }
}
