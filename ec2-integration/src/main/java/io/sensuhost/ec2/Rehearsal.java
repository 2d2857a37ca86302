package io.sensuhost.ec2;

import io.sensuhost.api.Action;
import io.sensuhost.api.Check;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.ec2.lookup.LookupThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes made-up events through integrations of its own, so that no real one has to wait for what the first needs. Its
 * AWS is a server of its own on a loopback port, and so is its registry its own: AWS and Sensu hear nothing of it.
 */
final class Rehearsal implements AutoCloseable {

    /** What an integration does once, as to connect, is rehearsed as well. */
    static final int INTEGRATIONS = 2;

    /** So often that the JVM compiles what every event goes through before the first real one. */
    static final int ROUNDS = 14;

    private static final Duration ENOUGH = Duration.ofSeconds(5);

    private final HostClock clock;
    private final LookupThreads threads;
    private Optional<Cast> cast = Optional.empty();
    private boolean closed;

    Rehearsal(HostClock clock, LookupThreads threads) {
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * Blocks for ten seconds at most: after half of them it begins no more events, and one has as long as that.
     *
     * @return how many events went through
     */
    int run() throws InterruptedException, ExecutionException, TimeoutException {
        Duration end = clock.elapsed().plus(ENOUGH);
        int through = 0;
        for (int each = 0; each < INTEGRATIONS && clock.elapsed().compareTo(end) < 0; each++) {
            through += runOne(end);
        }
        return through;
    }

    private int runOne(Duration end) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            Integration integration = assemble();
            int through = 0;
            for (int round = 0; round < ROUNDS && clock.elapsed().compareTo(end) < 0; round++) {
                for (String instance : List.of(RehearsalAws.THERE, RehearsalAws.GONE)) {
                    handle(integration, event(instance, Map.of()));
                    handle(integration, event(instance, Map.of("account", RehearsalAws.ACCOUNT)));
                    through += 2;
                }
            }
            return through;
        } finally {
            dismiss();
        }
    }

    private static void handle(Integration integration, Event event)
            throws InterruptedException, ExecutionException, TimeoutException {
        Result result = integration.handle(event).toCompletableFuture().get(ENOUGH.toMillis(), TimeUnit.MILLISECONDS);
        if (result.status() == Status.FAILED) {
            throw new IllegalStateException(result.reason());
        }
    }

    private static Event event(String instance, Map<String, String> account) {
        Instant now = Instant.EPOCH;
        Map<String, Object> scope = new TreeMap<>(account);
        scope.put("instance_id", instance);
        return new Event(
                "rehearsal",
                new Client(instance, Optional.empty(), Optional.of(now), Map.of("name", instance, "ec2", scope)),
                new Check("keepalive", 2, Map.of()),
                Action.CREATE,
                1,
                1,
                Optional.empty(),
                now,
                Optional.empty(),
                false,
                List.of(),
                Map.of());
    }

    private synchronized Integration assemble() {
        if (closed) {
            throw new IllegalStateException("There is nothing to rehearse for, since the integration has ended");
        }
        Cast assembled = Cast.of(clock, threads);
        cast = Optional.of(assembled);
        return assembled.integration();
    }

    private synchronized void dismiss() {
        cast.ifPresent(Cast::close);
        cast = Optional.empty();
    }

    /** Ends one that is under way, and lets none begin. */
    @Override
    public synchronized void close() {
        closed = true;
        dismiss();
    }

    private record Cast(RehearsalAws aws, Integration integration) implements AutoCloseable {

        static Cast of(HostClock clock, LookupThreads threads) {
            RehearsalAws aws = RehearsalAws.open();
            try {
                return new Cast(aws, Ec2Module.assemble(new RehearsalContext(aws.settings(), clock), threads));
            } catch (RuntimeException | Error e) {
                aws.close();
                throw e;
            }
        }

        @Override
        public void close() {
            integration.close();
            aws.close();
        }
    }
}
