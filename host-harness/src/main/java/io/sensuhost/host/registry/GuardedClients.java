package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.status.LogContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The clients of the Sensu beside the host, as integrations see them. One for all of them. Thread-safe. */
public final class GuardedClients {

    private static final int MOST_SAMPLED = 20_000;
    private static final Duration LONGEST_SHOW = Duration.ofMinutes(1);
    private static final Duration SAMPLE_LASTS = Duration.ofSeconds(10);

    private final Registry registry;
    private final DeregistrationGuard guard;
    private final Audit audit;
    private final HostClock clock;
    private final Duration timeout;
    private final Turns turns = new Turns();
    private final Remembered<List<Client>> sample;

    /**
     * The clients of a registry behind a guard.
     *
     * @param registry where they are
     * @param guard what is asked before one is deleted
     * @param audit is told of each that is deleted, before anyone else is
     * @param clock the clock
     * @param timeout how long one deregistration may take, with all that is asked of the registry for it
     */
    public GuardedClients(
            Registry registry, DeregistrationGuard guard, Audit audit, HostClock clock, Duration timeout) {
        this.registry = registry;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
        this.timeout = timeout;
        sample = new Remembered<>(() -> registry.list(MOST_SAMPLED), clock, SAMPLE_LASTS);
    }

    /**
     * The registry that is given to an integration.
     *
     * @param name the integration's name
     * @param dryRun whether it may only say what it would do
     * @return the registry
     */
    public ClientRegistry forIntegration(String name, boolean dryRun) {
        return new GuardedRegistry(this, name, dryRun);
    }

    CompletionStage<Result> deregister(String integration, Deregistration wish) {
        Settlement settlement = new Settlement(integration, wish, guard, audit, clock);
        return turns.take(
                ClientName.of(wish.event().client()),
                LogContext.executor(wish.event(), integration),
                () -> new Deregistrar(settlement, registry, Deadline.in(timeout, clock)).deregister());
    }

    /** Looks at the client as it is now, and says what would be done; the guard is neither asked nor told. */
    CompletionStage<Result> rehearse(String integration, Deregistration wish) {
        ClientName name = ClientName.of(wish.event().client());
        return registry.find(name, Deadline.in(timeout, clock))
                .thenApply(now -> now.map(client -> rehearsed(integration, wish, client))
                        .orElseGet(() -> Settlement.goneAlready(wish)));
    }

    private static Result rehearsed(String integration, Deregistration wish, Client now) {
        return SecondLook.objection(integration, wish, now)
                .map(objection -> Settlement.returned(wish, objection))
                .orElseGet(() -> Result.held("dry_run", "would deregister " + now + ": " + wish.reason()));
    }

    CompletionStage<Void> forEach(Consumer<Client> viewer) {
        return registry.forEach(viewer, Deadline.in(LONGEST_SHOW, clock));
    }

    CompletionStage<List<Client>> sample() {
        return sample.get();
    }
}
