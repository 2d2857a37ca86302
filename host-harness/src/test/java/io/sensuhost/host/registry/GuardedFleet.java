package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.AuditEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Clients web-1, web-2 and so on in a registry, and a guard before it. */
record GuardedFleet(
        DeregistrationGuard guard,
        FaultyRegistry registry,
        ManualClock clock,
        Ledger ledger,
        HeldClients held,
        List<AuditEntry> audit,
        InMemoryMetrics metrics) {

    static final Duration WINDOW = Duration.ofMinutes(10);

    static GuardLimits limits(double maxFraction, int minAllowed, int hosts) {
        return new GuardLimits(WINDOW, maxFraction, minAllowed, hosts);
    }

    static GuardedFleet of(int size, GuardLimits limits) {
        return of(size, limits, Duration.ZERO);
    }

    static GuardedFleet of(int size, GuardLimits limits, Duration countLasts) {
        FaultyRegistry registry = new FaultyRegistry();
        registry.countLasts(countLasts);
        IntStream.rangeClosed(1, size).forEach(i -> registry.seen(Wishes.event("web-" + i)));
        ManualClock clock = new ManualClock();
        Ledger ledger = new LocalLedger(clock, List.of());
        HeldClients held = HeldClients.ofDaemon();
        List<AuditEntry> audit = new ArrayList<>();
        InMemoryMetrics metrics = new InMemoryMetrics();
        DeregistrationGuard guard = new DeregistrationGuard(limits, registry, ledger, held, audit::add, clock, metrics);
        return new GuardedFleet(guard, registry, clock, ledger, held, audit, metrics);
    }

    /** How many of these are deregistered, when each is wished to be. */
    long deregister(int first, int last, Function<String, Deregistration> wish) {
        return IntStream.rangeClosed(first, last)
                .filter(i -> deregister(wish.apply("web-" + i)))
                .count();
    }

    /** Whether it is deregistered. */
    boolean deregister(Deregistration wish) {
        return result(wish).action().equals(Optional.of("deregistered"));
    }

    Result result(Deregistration wish) {
        return result(guard, wish);
    }

    Result result(DeregistrationGuard other, Deregistration wish) {
        return await(clients(other).forIntegration("ec2", false).deregister(wish));
    }

    GuardedClients clients() {
        return clients(guard);
    }

    private GuardedClients clients(DeregistrationGuard other) {
        return new GuardedClients(registry, other, audit::add, clock, Duration.ofSeconds(10));
    }
}
