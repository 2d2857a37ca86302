package io.sensuhost.host;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.audit.AuditFile;
import io.sensuhost.host.config.HostSettings;
import io.sensuhost.host.registry.EmbeddedRegistry;
import io.sensuhost.host.registry.HeldClients;
import io.sensuhost.host.registry.Ledger;
import io.sensuhost.host.registry.LocalLedger;
import io.sensuhost.host.registry.SharedLedger;
import io.sensuhost.host.registry.Turns;
import io.sensuhost.host.routing.Recurrence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a host knows of the past, and goes on knowing when its configuration changes. Thread-safe. */
public final class Memory {

    private final HostClock clock;
    private final boolean lasting;
    private final Recurrence recurrence;
    private final HeldClients held;
    private final EmbeddedRegistry embedded = new EmbeddedRegistry();
    private final Turns turns = new Turns();
    private Optional<Ledger> ledger = Optional.empty();

    private Memory(HostClock clock, boolean lasting, Recurrence recurrence, HeldClients held) {
        this.clock = clock;
        this.lasting = lasting;
        this.recurrence = recurrence;
        this.held = held;
    }

    /**
     * For a host that lives long: it remembers what it has handled.
     *
     * @param clock measures the time that has passed
     * @return a memory that knows no more than the audit file
     */
    public static Memory lasting(HostClock clock) {
        return new Memory(clock, true, Recurrence.remembered(clock), HeldClients.ofDaemon());
    }

    /**
     * For a command that ends: it goes by what events say of the past, and by what such commands have left on the disk.
     *
     * @param clock the clock
     * @return a memory that knows nothing
     */
    public static Memory brief(HostClock clock) {
        return new Memory(clock, false, Recurrence.counted(), HeldClients.ofCommand());
    }

    Recurrence recurrence() {
        return recurrence;
    }

    HeldClients held() {
        return held;
    }

    EmbeddedRegistry embedded() {
        return embedded;
    }

    Turns turns() {
        return turns;
    }

    /** The ledger of what is really done. One that lives on has it from the audit and keeps it; others share theirs. */
    synchronized Ledger ledger(HostSettings host, AuditFile audit) {
        if (!lasting) {
            return new SharedLedger(host.stateDir(), clock);
        }
        Ledger known = ledger.orElseGet(() -> {
            Instant start =
                    clock.now().minus(Ledger.kept(host.deregistrationGuard().window()));
            return new LocalLedger(clock, audit.deletionsSince(start));
        });
        ledger = Optional.of(known);
        return known;
    }

    /** The ledger of what is done in this process alone, or not at all. */
    Ledger ledgerOfPretence() {
        return new LocalLedger(clock, List.of());
    }
}
