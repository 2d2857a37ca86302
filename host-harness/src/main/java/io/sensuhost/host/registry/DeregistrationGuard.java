package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.Admission.Admitted;
import io.sensuhost.host.registry.Admission.Held;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a wrong answer from taking the whole fleet along: of the deregistrations without proof it lets only so many pass
 * within a while, and holds the others until there is room again or someone has looked. One guard serves all
 * integrations. Thread-safe.
 */
public final class DeregistrationGuard {

    private static final Logger LOG = LoggerFactory.getLogger(DeregistrationGuard.class);

    private final Registry registry;
    private final Ledger ledger;
    private final Audit audit;
    private final HostClock clock;
    private final Metrics metrics;
    private final GuardLimits limits;
    private final HeldClients held;
    private final Remembered<Long> base;

    /**
     * A guard. What it remembers is given to it, so that another with other limits can go on where it has been.
     *
     * @param limits how many may pass
     * @param registry counts the clients
     * @param ledger remembers who has passed
     * @param held remembers who is held
     * @param audit is told of those held and released
     * @param clock the clock
     * @param metrics shows the budget and how many are held
     */
    public DeregistrationGuard(
            GuardLimits limits,
            Registry registry,
            Ledger ledger,
            HeldClients held,
            Audit audit,
            HostClock clock,
            Metrics metrics) {
        this.limits = limits;
        this.registry = registry;
        this.ledger = ledger;
        this.held = held;
        this.audit = audit;
        this.clock = clock;
        this.metrics = metrics;
        base = new Remembered<>(this::countBase, clock, registry.countLasts());
    }

    /** Shows the budget and how many are held, in place of whatever guard did so before. */
    public void publish() {
        metrics.gauge("deregistration_guard_held", held::size);
        metrics.gauge("deregistration_guard_left", this::left);
    }

    private double left() {
        long budget = base.last().map(limits::budget).orElseGet(limits::least);
        return limits.isOff()
                ? Double.POSITIVE_INFINITY
                : Math.max(0, budget - ledger.tally(limits.window()).spent());
    }

    private CompletionStage<Long> countBase() {
        // Only what was gone before the count began is missing in it for certain.
        long deleted = ledger.tally(limits.window()).deleted();
        return registry.count().thenApply(now -> now + deleted);
    }

    CompletionStage<Admission> admit(String integration, ClientName client, Evidence evidence, Deadline deadline) {
        if (evidence == Evidence.PROVEN || held.hasPass(integration, client, clock.elapsed())) {
            return CompletableFuture.completedFuture(new Admitted(Ledger.Spending.nothing(), false));
        }
        return spend(limits.least())
                .<CompletionStage<Admission>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> deadline.bound(
                                () -> base.get().handle(this::budget), "the clients could not be counted")
                        .thenApply(this::admitWithin));
    }

    private Budget budget(Long clients, Throwable failure) {
        return failure == null
                ? new Budget(limits.budget(clients), "of " + clients + " clients")
                : new Budget(limits.least(), "the clients cannot be counted: " + Failures.message(failure));
    }

    private Admission admitWithin(Budget budget) {
        return spend(budget.most()).orElseGet(() -> {
            long seconds = limits.window().toSeconds();
            return new Held(
                    "the deregistration guard lets " + budget.most() + " pass within " + seconds + " s without proof ("
                            + budget.base() + "), and they have passed; " + held.remedy(),
                    Map.of("guard_budget", budget.most(), "guard_window", seconds));
        });
    }

    private Optional<Admission> spend(long budget) {
        return ledger.spend(budget, limits.window()).map(spending -> new Admitted(spending, true));
    }

    private record Budget(long most, String base) {}

    /** Remembers a client whose deregistration has been put off. */
    void hold(String integration, Deregistration wish, String code, String reason, Client client) {
        metrics.count("deregistrations_held", 1);
        boolean first = held.hold(integration, wish.event());
        boolean known = held.isOfCommand()
                && audit.holds(client, integration, clock.now().minus(limits.window()));
        if (first && !known) {
            LOG.warn("{} is held: {}", client, reason);
            audit.record(new AuditEntry(
                    clock.now(), What.HELD, client, integration, code, reason, Optional.of(wish.evidence())));
        }
    }

    /**
     * Forgets that a client is held or has been released, since it has returned or is gone.
     *
     * @param client its name
     */
    public void drop(ClientName client) {
        held.drop(client);
    }

    /**
     * Forgets that a client is held or has been released for what a check has said, since that is over.
     *
     * @param client its name
     * @param check the check's name
     */
    public void resolved(ClientName client, String check) {
        held.drop(client, (integration, event) -> event.check().name().equals(check));
    }

    /**
     * Forgets that a client is held or has been released for an integration, since that has decided afresh.
     *
     * @param integration its name
     * @param client the client's name
     */
    public void decided(String integration, ClientName client) {
        held.drop(client, (name, event) -> name.equals(integration));
    }

    /**
     * How far back deletions count, or would count with a longer window.
     *
     * @return the moment
     */
    public Instant earliestOfInterest() {
        return clock.now().minus(Ledger.kept(limits.window()));
    }

    /**
     * Lets all that are held pass, once each.
     *
     * @return the clients, to be handled afresh at once
     */
    public List<HeldClient> releaseAll() {
        return release(client -> true);
    }

    /**
     * Lets some that are held pass, once each.
     *
     * @param clients their names, with or without the namespace and a slash; others in it are passed over
     * @return the clients, to be handled afresh at once
     */
    public List<HeldClient> release(Collection<String> clients) {
        Set<String> names = Set.copyOf(clients);
        return release(client -> names.contains(client.name()) || names.contains(client.toString()));
    }

    private List<HeldClient> release(Predicate<ClientName> meant) {
        List<HeldClient> released = held.release(meant, clock.elapsed().plus(limits.window()));
        released.forEach(one -> audit.record(new AuditEntry(
                clock.now(),
                What.RELEASED,
                one.event().client(),
                one.integration(),
                "released",
                "someone has looked at it and let it pass the guard",
                Optional.empty())));
        return released;
    }
}
