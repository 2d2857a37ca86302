package io.sensuhost.ec2;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.HostClock;
import io.sensuhost.ec2.lookup.KnownInstances;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.InstanceId;
import io.sensuhost.ec2.settings.NoTarget;
import io.sensuhost.ec2.settings.Target;
import io.sensuhost.ec2.settings.Targets;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which instances the known clients claim to run on: those of the events seen, and those of the registry. */
final class KnownClients implements KnownInstances, AutoCloseable {

    private static final int SAMPLE = 20_000;
    private static final int MOST_CLAIMS_SEEN = 100_000;
    private static final Duration CLAIMS_LAST = Duration.ofSeconds(10);
    private static final Duration CLAIMS_LAST_AT_MOST = Duration.ofMinutes(5);

    /** Where there are many clients, the registry is not to be busy with showing them. */
    private static final int TIMES_AS_LONG_AS_THEY_TOOK = 10;

    private final ClientRegistry registry;
    private final HostClock clock;
    private final Targets targets;
    private final Set<Runnable> askingNoMore = ConcurrentHashMap.newKeySet();
    private final Claims seen = new Claims(MOST_CLAIMS_SEEN);
    private CompletableFuture<Claims> registered =
            CompletableFuture.failedFuture(new IllegalStateException("not asked yet"));
    private volatile Duration registeredUntil = Duration.ZERO;

    @Inject
    KnownClients(ClientRegistry registry, HostClock clock, Ec2Settings settings) {
        this.registry = registry;
        this.clock = clock;
        this.targets = new Targets(settings);
    }

    /** Remembers that a client claims an instance. */
    void claim(Client client, String instanceId) {
        seen.add(client, instanceId);
    }

    /**
     * Whether no other known client claims an instance. Machines made of one image may all carry the id of the machine
     * that the image was made of: then that one's end says nothing about them.
     *
     * @param instanceId the instance
     * @param time how long the registry may take to answer
     * @return false also where the registry cannot be read in time, or not as a whole; never completes exceptionally
     */
    CompletionStage<Boolean> isSoleClaim(String instanceId, Duration time) {
        CompletableFuture<Claims> all = registered();
        if (all.isDone()) {
            return CompletableFuture.completedFuture(isSoleClaim(instanceId, all));
        }
        CompletableFuture<Boolean> sole = all.handle((claims, e) -> isSoleClaim(instanceId, all));
        Runnable askNoMore = () -> sole.complete(false);
        HostClock.Timer timer = clock.after(time, askNoMore);
        askingNoMore.add(askNoMore);
        return sole.whenComplete((answer, e) -> {
            timer.cancel();
            askingNoMore.remove(askNoMore);
        });
    }

    private boolean isSoleClaim(String instanceId, CompletableFuture<Claims> all) {
        return !all.isCompletedExceptionally() && all.join().agree(seen, instanceId);
    }

    /** What the registry's clients claim; many that ask together share one look at them. */
    private CompletableFuture<Claims> registered() {
        CompletableFuture<Claims> anew = new CompletableFuture<>();
        synchronized (this) {
            boolean old = clock.elapsed().compareTo(registeredUntil) >= 0;
            if (!registered.isDone() || (!old && !registered.isCompletedExceptionally())) {
                return registered;
            }
            registered = anew;
        }
        look(anew);
        return anew;
    }

    private void look(CompletableFuture<Claims> anew) {
        Duration began = clock.elapsed();
        Claims claims = new Claims(Integer.MAX_VALUE);
        registry.forEach(client -> Targets.claim(client).ifPresent(id -> claims.add(client, id)))
                .whenComplete((nothing, e) -> {
                    registeredUntil = clock.elapsed().plus(lasts(clock.elapsed().minus(began)));
                    if (e == null) {
                        anew.complete(claims);
                    } else {
                        anew.completeExceptionally(e);
                    }
                });
    }

    private static Duration lasts(Duration took) {
        Duration wanted = took.multipliedBy(TIMES_AS_LONG_AS_THEY_TOOK);
        return Collections.max(List.of(CLAIMS_LAST, Collections.min(List.of(wanted, CLAIMS_LAST_AT_MOST))));
    }

    @Override
    public CompletionStage<List<String>> with(Access access) {
        return registry.sample(SAMPLE)
                .thenApply(clients -> clients.stream()
                        .flatMap(this::target)
                        .filter(target -> target.access().equals(access))
                        .map(Target::instanceId)
                        .filter(InstanceId::isExact)
                        .distinct()
                        .toList());
    }

    private Stream<Target> target(Client client) {
        try {
            return Stream.of(targets.of(client));
        } catch (NoTarget e) {
            return Stream.empty();
        }
    }

    /** Whoever waits for the registry's answer goes on without it. */
    @Override
    public void close() {
        askingNoMore.forEach(Runnable::run);
    }
}
