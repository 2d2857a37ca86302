package io.sensuhost.ec2;

import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Result;
import io.sensuhost.ec2.decision.Code;
import io.sensuhost.ec2.decision.Decision;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Subject;
import io.sensuhost.ec2.decision.Verdict;
import io.sensuhost.ec2.lookup.InstanceLookup;
import io.sensuhost.ec2.lookup.LookupThreads;
import io.sensuhost.ec2.lookup.TryOut;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.NoTarget;
import io.sensuhost.ec2.settings.Target;
import io.sensuhost.ec2.settings.Targets;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The path of an event: whom to ask, what is seen, what that means, and what the registry makes of it. */
final class Ec2Integration implements Integration {

    private final Ec2Settings settings;
    private final Targets targets;
    private final InstanceLookup lookup;
    private final KnownClients known;
    private final TryOut tryOut;
    private final ClientRegistry registry;
    private final HostClock clock;
    private final Metrics metrics;
    private final Rehearsal rehearsal;

    @Inject
    Ec2Integration(
            Ec2Settings settings,
            InstanceLookup lookup,
            LookupThreads threads,
            KnownClients known,
            TryOut tryOut,
            ClientRegistry registry,
            HostClock clock,
            Metrics metrics) {
        this.settings = settings;
        this.targets = new Targets(settings);
        this.lookup = lookup;
        this.known = known;
        this.tryOut = tryOut;
        this.registry = registry;
        this.clock = clock;
        this.metrics = metrics;
        this.rehearsal = new Rehearsal(clock, threads.lent());
    }

    /** Where roles are configured, the source credentials need not see any instance themselves. */
    @Override
    public CompletionStage<List<Finding>> tryOut() {
        String own = own().place();
        return tryOut.of(configured())
                .thenApply(findings -> findings.stream()
                        .map(finding -> finding.subject().equals(own) ? ofOwn(finding) : finding)
                        .toList());
    }

    private List<Access> configured() {
        Stream<Access> roles = settings.accounts().stream()
                .map(account -> new Access(
                        settings.keys(), Optional.of(account), account.region().orElse(settings.region())));
        return Stream.concat(Stream.of(own()), roles).toList();
    }

    private Access own() {
        return new Access(settings.keys(), Optional.empty(), settings.region());
    }

    @Override
    public CompletionStage<Void> warmUp() {
        try {
            rehearsal.run();
            return lookup.prepare(configured());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Finding ofOwn(Finding finding) {
        return finding.judgement() == Finding.Judgement.BAD
                        && !settings.accounts().isEmpty()
                ? new Finding(
                        Finding.Judgement.DOUBTFUL,
                        finding.subject(),
                        finding.message() + " (only clients without an account need that)")
                : finding;
    }

    @Override
    public CompletionStage<Result> handle(Event event) {
        if (event.isResolve()) {
            return done(Result.ignored(Code.EVENT_RESOLVED.toString(), "the incident is over, there is nothing to do"));
        }
        if (!event.isKeepalive()) {
            return done(
                    Result.ignored(Code.NOT_A_KEEPALIVE.toString(), "only keepalive events tell of silent clients"));
        }
        try {
            return handle(event, targets.of(event.client()));
        } catch (NoTarget e) {
            String code = e.code().toString();
            Result result = e.code() == Code.NOT_AN_INSTANCE_ID
                    ? Result.ignored(code, e.getMessage())
                    : Result.failed(code, e.getMessage());
            return done(result.with(e.details()));
        }
    }

    private CompletionStage<Result> handle(Event event, Target target) {
        Duration deadline = clock.elapsed().plus(target.timeout());
        known.claim(event.client(), target.instanceId());
        return lookup.look(target.access(), target.instanceId(), target.timeout())
                .thenCompose(seen -> isSoleClaim(seen, target, deadline)
                        .thenCompose(sole -> carryOut(event, target, seen, decide(target, seen, sole))));
    }

    private Verdict decide(Target target, Observation seen, boolean soleClaim) {
        Subject subject =
                new Subject(target.instanceId(), target.access().place(), target.allowed(), settings.witnessRequired());
        return Decision.decide(subject, seen, soleClaim);
    }

    /** Asks only where the answer matters. */
    private CompletionStage<Boolean> isSoleClaim(Observation seen, Target target, Duration deadline) {
        return seen instanceof Present present
                        && present.state().isFinal()
                        && !target.allowed().allows(present.state())
                ? known.isSoleClaim(target.instanceId(), deadline.minus(clock.elapsed()))
                : CompletableFuture.completedFuture(false);
    }

    private CompletionStage<Result> carryOut(Event event, Target target, Observation seen, Verdict verdict) {
        String code = verdict.code().toString();
        Map<String, Object> details = details(target, seen);
        return verdict.match(
                keep -> done(Result.handled("kept", code, keep.reason()).with(details)),
                go -> registry.deregister(wish(event, code, go).with(details)),
                fail -> {
                    metrics.count("absences_unproven", verdict.code() == Code.ABSENCE_UNPROVEN ? 1 : 0);
                    return done(Result.failed(code, fail.reason()).with(details));
                });
    }

    private static Deregistration wish(Event event, String code, Verdict.Deregister go) {
        Deregistration wish = Deregistration.of(event, code, go.reason()).with(go.evidence());
        return go.mayReturn() ? wish : wish.forGood();
    }

    private static Map<String, Object> details(Target target, Observation seen) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("instance_id", target.instanceId());
        if (seen instanceof Present present) {
            details.put("instance_state", present.state().toString());
        }
        details.put("allowed_instance_states", target.allowed().names());
        details.put("region", target.access().region());
        target.access().account().ifPresent(account -> details.put("account", account.name()));
        return details;
    }

    private static CompletionStage<Result> done(Result result) {
        return CompletableFuture.completedFuture(result);
    }

    @Override
    public void close() {
        rehearsal.close();
        lookup.close();
        known.close();
    }
}
