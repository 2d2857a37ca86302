package io.sensuhost.host;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditFile;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.GuardSettings;
import io.sensuhost.host.config.HostSettings;
import io.sensuhost.host.registry.ClientName;
import io.sensuhost.host.registry.DeregistrationGuard;
import io.sensuhost.host.registry.EmbeddedRegistry;
import io.sensuhost.host.registry.GuardLimits;
import io.sensuhost.host.registry.GuardedClients;
import io.sensuhost.host.registry.HeldClient;
import io.sensuhost.host.registry.Ledger;
import io.sensuhost.host.registry.Registry;
import io.sensuhost.host.routing.KnownEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry that the configuration names, and what stands before it: the guard and the audit. */
final class Registries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registries.class);

    private final Registry registry;
    private final Optional<AuditFile> auditFile;
    private final DeregistrationGuard guard;
    private final GuardedClients clients;

    private Registries(
            Registry registry, Optional<AuditFile> auditFile, DeregistrationGuard guard, GuardedClients clients) {
        this.registry = registry;
        this.auditFile = auditFile;
        this.guard = guard;
        this.clients = clients;
    }

    /** Opens them; an audit file or state directory that cannot be used is a {@code FileUnusableException}. */
    static Registries open(
            Configuration configuration,
            HostOptions options,
            Memory memory,
            IntegrationScopes scopes,
            HostClock clock,
            Metrics metrics) {
        HostSettings host = configuration.host();
        boolean embedded = options.embedded() || configuration.sensu().isEmpty();
        if (options.dryRun() && !embedded) {
            warnOfWhatARealRunNeeds(host);
        }
        Registry registry = embedded ? memory.embedded() : RemoteRegistry.open(configuration, scopes, clock, metrics);
        Optional<AuditFile> file = Optional.empty();
        try {
            if (!embedded && !options.dryRun()) {
                file = Optional.of(new AuditFile(host.auditFile(), scopes.redactor()::redact));
            }
            Ledger ledger = file.map(known -> memory.ledger(host, known)).orElseGet(memory::ledgerOfPretence);
            return guarded(registry, file, ledger, host, memory, clock, metrics);
        } catch (RuntimeException e) {
            registry.close();
            file.ifPresent(AuditFile::close);
            throw e;
        }
    }

    private static Registries guarded(
            Registry registry,
            Optional<AuditFile> file,
            Ledger ledger,
            HostSettings host,
            Memory memory,
            HostClock clock,
            Metrics metrics) {
        Audit audit = file.<Audit>map(Function.identity()).orElseGet(Audit::none);
        DeregistrationGuard guard = new DeregistrationGuard(
                limits(host.deregistrationGuard()), registry, ledger, memory.held(), audit, clock, metrics);
        return new Registries(
                registry,
                file,
                guard,
                new GuardedClients(
                        registry, guard, audit, clock, host.registry().timeout()));
    }

    private static void warnOfWhatARealRunNeeds(HostSettings host) {
        warnUnless(Files::isDirectory, "directory", host.stateDir(), "host.state_dir");
        warnUnless(there -> !Files.isDirectory(there), "file", host.auditFile(), "host.audit_file");
    }

    private static void warnUnless(Predicate<Path> fits, String kind, Path needed, String setting) {
        if (!canBeWritten(needed.toAbsolutePath(), fits)) {
            LOG.warn(
                    "Without dry run, handling would stop: {} must be a {} that {} may write to; see {}",
                    needed,
                    kind,
                    System.getProperty("user.name"),
                    setting);
        }
    }

    /** Whether it is writable, or what there is on the way to it is a directory in which it could be made. */
    private static boolean canBeWritten(Path needed, Predicate<Path> fits) {
        return Stream.iterate(needed, Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .filter(there -> there.equals(needed) ? fits.test(there) : Files.isDirectory(there))
                .filter(Files::isWritable)
                .isPresent();
    }

    private static GuardLimits limits(GuardSettings guard) {
        return new GuardLimits(guard.window(), guard.maxFraction(), guard.minAllowed(), guard.hosts());
    }

    /** Takes note of an event: the embedded registry knows clients by theirs, and a resolve ends what the guard holds. */
    void seen(Event event) {
        if (event.isResolve()) {
            guard.resolved(ClientName.of(event.client()), event.check().name());
        }
        if (registry instanceof EmbeddedRegistry embedded) {
            embedded.seen(event);
        }
    }

    /** Takes note of a result: a client of which its integration has decided otherwise is no longer held for it. */
    void became(String integration, Event event, Result result) {
        if (result.status() == Status.HANDLED) {
            guard.decided(integration, ClientName.of(event.client()));
        }
    }

    KnownEvents events() {
        return (namespace, client, check) -> registry.hasEvent(new ClientName(client, namespace), check);
    }

    ClientRegistry of(String integration, boolean dryRun) {
        return clients.forIntegration(integration, dryRun);
    }

    CompletionStage<List<Client>> clients(int limit) {
        return registry.list(limit);
    }

    List<HeldClient> release(Optional<Collection<String>> clients) {
        return clients.map(guard::release).orElseGet(guard::releaseAll);
    }

    void publish() {
        guard.publish();
    }

    void reopenAudit() {
        auditFile.ifPresent(file -> file.reopen(guard.earliestOfInterest()));
    }

    @Override
    public void close() {
        registry.close();
        auditFile.ifPresent(AuditFile::close);
    }
}
