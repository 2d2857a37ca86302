package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.registry.Admission.Admitted;
import io.sensuhost.host.registry.Admission.Held;
import io.sensuhost.host.registry.RegistryException.Kind;
import io.sensuhost.host.status.LogContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The way of one deregistration: look at the client as it is now, ask the guard, delete. Whatever has taken a while since
 * the look, the guard or a deletion that failed, is followed by another look.
 */
final class Deregistrar {

    private static final Duration LOOK_IS_FRESH = Duration.ofSeconds(1);

    private final String integration;
    private final Deregistration wish;
    private final Registry registry;
    private final DeregistrationGuard guard;
    private final Settlement settlement;
    private final HostClock clock;
    private final Deadline deadline;
    private final ClientName name;
    private final Executor here;
    private final Backoff backoff = new Backoff();
    private Client lastKnown;
    private Optional<Admitted> admitted = Optional.empty();
    private boolean begun;
    private boolean mayBeDeleted;

    Deregistrar(Settlement settlement, Registry registry, Deadline deadline) {
        this.settlement = settlement;
        this.registry = registry;
        this.deadline = deadline;
        integration = settlement.integration();
        wish = settlement.wish();
        guard = settlement.guard();
        clock = settlement.clock();
        lastKnown = wish.event().client();
        name = ClientName.of(lastKnown);
        here = LogContext.executor(wish.event(), integration);
    }

    CompletionStage<Result> deregister() {
        return Attempt.of(this::look).exceptionallyAsync(this::giveUp, here);
    }

    private CompletionStage<Result> look() {
        return registry.find(name, deadline)
                .thenComposeAsync(now -> now.map(this::judge).orElseGet(() -> done(gone())), here);
    }

    private CompletionStage<Result> judge(Client now) {
        lastKnown = now;
        return SecondLook.objection(integration, wish, now)
                .map(objection -> done(kept(objection)))
                .orElseGet(() -> admitted.isPresent() ? delete() : askGuard());
    }

    private CompletionStage<Result> askGuard() {
        Duration looked = clock.elapsed();
        return guard.admit(integration, name, wish.evidence(), deadline)
                .thenComposeAsync(
                        admission -> {
                            if (admission instanceof Held held) {
                                return done(settlement.held(held, lastKnown));
                            }
                            admitted = Optional.of((Admitted) admission);
                            boolean fresh = clock.elapsed().minus(looked).compareTo(LOOK_IS_FRESH) <= 0;
                            return fresh ? delete() : look();
                        },
                        here);
    }

    private CompletionStage<Result> delete() {
        if (!begun) {
            settlement.begins(admitted.orElseThrow(), lastKnown);
            begun = true;
        }
        return Attempt.of(() -> registry.delete(name, wish.mayReturn(), deadline))
                .handleAsync(
                        (deleted, failure) -> failure == null ? done(deleted ? deleted() : gone()) : again(failure),
                        here)
                .thenCompose(Function.identity());
    }

    private CompletionStage<Result> again(Throwable failure) {
        mayBeDeleted |= Failures.leavesDoubt(failure);
        return Failures.passesIn(failure)
                .map(backoff::next)
                .filter(deadline::allows)
                .map(this::lookAfter)
                .orElseGet(() -> CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Result> lookAfter(Duration pause) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        clock.after(pause, () -> Attempt.into(result, this::look));
        return result;
    }

    private Result deleted() {
        return settlement.deleted(admitted.orElseThrow(), lastKnown);
    }

    /** Where the answer to a deletion was lost, it was that one that took the client away. */
    private Result gone() {
        if (mayBeDeleted) {
            return deleted();
        }
        admitted.ifPresent(one -> one.spending().giveBack());
        return settlement.gone(lastKnown);
    }

    private Result kept(String objection) {
        settleUndone(objection);
        return settlement.kept(lastKnown, objection);
    }

    private Result giveUp(Throwable failure) {
        settleUndone(Failures.message(failure));
        boolean newDoubt = mayBeDeleted && !Failures.leavesDoubt(failure);
        throw new CompletionException(
                newDoubt
                        ? new RegistryException(Kind.UNKNOWN, Failures.message(failure), failure)
                        : Failures.cause(failure));
    }

    private void settleUndone(String why) {
        admitted.ifPresent(one -> {
            if (mayBeDeleted) {
                settlement.unanswered(one, lastKnown, why);
            } else {
                settlement.undone(one, lastKnown, begun, why);
            }
        });
    }

    private static CompletionStage<Result> done(Result result) {
        return CompletableFuture.completedFuture(result);
    }
}
