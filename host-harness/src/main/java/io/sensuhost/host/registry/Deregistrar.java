package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.Admission.Admitted;
import io.sensuhost.host.registry.Admission.Held;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The way of one deregistration: look at the client as it is now, ask the guard, delete, record. */
final class Deregistrar {

    private static final String DEREGISTERED = "deregistered";

    private final String integration;
    private final Registry registry;
    private final DeregistrationGuard guard;
    private final Audit audit;
    private final HostClock clock;

    Deregistrar(String integration, Registry registry, DeregistrationGuard guard, Audit audit, HostClock clock) {
        this.integration = integration;
        this.registry = registry;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
    }

    CompletionStage<Result> deregister(Deregistration wish) {
        return registry.find(nameOf(wish))
                .thenCompose(now -> now.map(client -> lookAgain(wish, client))
                        .orElseGet(() -> CompletableFuture.completedFuture(
                                gone(wish, wish.event().client()))));
    }

    /** Looks at the client as it is now, and says what would be done; the guard is neither asked nor told. */
    CompletionStage<Result> rehearse(Deregistration wish) {
        return registry.find(nameOf(wish)).thenApply(now -> {
            if (now.isEmpty()) {
                return Result.handled(
                        DEREGISTERED,
                        "client_already_gone",
                        alreadyGone(wish, wish.event().client()));
            }
            return SecondLook.objection(integration, wish, now.get())
                    .map(objection -> kept(wish, objection))
                    .orElseGet(() -> Result.held("dry_run", "would deregister " + now.get() + ": " + wish.reason()));
        });
    }

    private static Result kept(Deregistration wish, String objection) {
        return Result.handled("kept", "client_returned", wish.reason() + "; kept: " + objection);
    }

    private static String alreadyGone(Deregistration wish, Client lastKnown) {
        return wish.reason() + "; the registry no longer knows " + lastKnown;
    }

    private CompletionStage<Result> lookAgain(Deregistration wish, Client now) {
        return SecondLook.objection(integration, wish, now)
                .map(objection -> {
                    guard.drop(nameOf(wish));
                    return done(kept(wish, objection));
                })
                .orElseGet(() -> guard.admit(integration, nameOf(wish), wish.evidence())
                        .thenCompose(admission -> obey(admission, wish, now)));
    }

    private CompletionStage<Result> obey(Admission admission, Deregistration wish, Client now) {
        if (admission instanceof Held held) {
            String code = "deregistration_guard";
            String reason = wish.reason() + "; held: " + held.reason();
            guard.hold(integration, wish, code, reason, now);
            return done(Result.held(code, reason).with(held.numbers()));
        }
        Admitted admitted = (Admitted) admission;
        return Attempt.of(() -> registry.delete(nameOf(wish), wish.mayReturn()))
                .handle((deleted, failure) -> settle(admitted, wish, now, Optional.ofNullable(deleted), failure));
    }

    private Result settle(
            Admitted admitted, Deregistration wish, Client now, Optional<Boolean> deleted, Throwable failure) {
        if (deleted.isEmpty()) {
            settleFailure(admitted, wish, now, failure);
            throw new CompletionException(Failures.cause(failure));
        }
        if (!deleted.get()) {
            admitted.spending().giveBack();
            return gone(wish, now);
        }
        admitted.spending().deleted();
        guard.drop(nameOf(wish));
        record(
                admitted.counted() ? What.DEREGISTERED : What.DEREGISTERED_UNCOUNTED,
                wish,
                now,
                wish.code(),
                wish.reason());
        return Result.handled(DEREGISTERED, wish.code(), wish.reason());
    }

    private void settleFailure(Admitted admitted, Deregistration wish, Client now, Throwable failure) {
        if (Failures.leavesDoubt(failure)) {
            admitted.spending().deleted();
            record(What.UNANSWERED, wish, now, "registry_failed", Failures.message(failure));
        } else {
            admitted.spending().giveBack();
        }
    }

    private Result gone(Deregistration wish, Client lastKnown) {
        String code = "client_already_gone";
        String reason = alreadyGone(wish, lastKnown);
        guard.drop(nameOf(wish));
        record(What.ALREADY_GONE, wish, lastKnown, code, reason);
        return Result.handled(DEREGISTERED, code, reason);
    }

    private void record(What what, Deregistration wish, Client client, String code, String reason) {
        audit.record(
                new AuditEntry(clock.now(), what, client, integration, code, reason, Optional.of(wish.evidence())));
    }

    private static ClientName nameOf(Deregistration wish) {
        return ClientName.of(wish.event().client());
    }

    private static CompletionStage<Result> done(Result result) {
        return CompletableFuture.completedFuture(result);
    }
}
