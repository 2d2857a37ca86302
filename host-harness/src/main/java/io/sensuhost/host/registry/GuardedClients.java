package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.HostClock;
import io.sensuhost.host.audit.Audit;
import java.time.Duration;
import java.util.List;

/** The clients of the Sensu beside the host, as integrations see them. One for all of them. Thread-safe. */
public final class GuardedClients {

    private static final int MOST_SAMPLED = 20_000;
    private static final Duration SAMPLE_LASTS = Duration.ofSeconds(10);

    private final Registry registry;
    private final DeregistrationGuard guard;
    private final Audit audit;
    private final HostClock clock;
    private final Turns turns = new Turns();
    private final Remembered<List<Client>> sample;

    /**
     * The clients of a registry behind a guard.
     *
     * @param registry where they are
     * @param guard what is asked before one is deleted
     * @param audit is told of each that is deleted, before anyone else is
     * @param clock the clock
     */
    public GuardedClients(Registry registry, DeregistrationGuard guard, Audit audit, HostClock clock) {
        this.registry = registry;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
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
        Deregistrar deregistrar = new Deregistrar(name, registry, guard, audit, clock);
        return new GuardedRegistry(deregistrar, turns, sample, dryRun);
    }
}
