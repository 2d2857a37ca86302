package io.sensuhost.ec2.lookup;

import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.settings.Access;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tries out whether AWS knows us and lets us ask, in each place that the settings name. */
public final class TryOut {

    private static final int AT_ONCE = 4;

    private final Connections connections;

    @Inject
    TryOut(Connections connections) {
        this.connections = connections;
    }

    /**
     * Tries accesses out.
     *
     * @param accesses with what and where to ask
     * @return a finding for each, in their order; never completes exceptionally
     */
    public CompletableFuture<List<Finding>> of(List<Access> accesses) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "ec2-try-out");
            thread.setDaemon(true);
            thread.setContextClassLoader(TryOut.class.getClassLoader());
            return thread;
        });
        List<CompletableFuture<Finding>> findings = accesses.stream()
                .map(access -> CompletableFuture.supplyAsync(() -> of(access), threads))
                .toList();
        return CompletableFuture.allOf(findings.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> findings.stream().map(CompletableFuture::join).toList())
                .whenComplete((found, e) -> threads.shutdown());
    }

    private Finding of(Access access) {
        try {
            return new Finding(
                    Judgement.GOOD, access.place(), connections.tryOut(access) + " may call ec2:DescribeInstances");
        } catch (RuntimeException e) {
            return new Finding(
                    Judgement.BAD,
                    access.place(),
                    new Refusals(access).failure(e).why());
        }
    }
}
