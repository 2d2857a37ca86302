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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which instances the known clients claim to run on: those of the events seen, and a sample of the registry's. */
final class KnownClients implements KnownInstances, AutoCloseable {

    private static final int SAMPLE = 20_000;
    private static final int MOST_CLAIMS = 100_000;
    private static final int ENOUGH_CLAIMANTS = 2;
    private static final Duration SAMPLE_LASTS = Duration.ofSeconds(10);

    private final ClientRegistry registry;
    private final HostClock clock;
    private final Targets targets;
    private final Set<Runnable> askingNoMore = ConcurrentHashMap.newKeySet();
    private final Claims seen = new Claims(MOST_CLAIMS);
    private CompletableFuture<Claims> sampled =
            CompletableFuture.failedFuture(new IllegalStateException("not asked yet"));
    private Duration sampledAt = Duration.ZERO;

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
        CompletableFuture<Boolean> sole = sampled()
                .thenApply(all -> all.of(instanceId))
                .thenApply(names -> Stream.concat(names.stream(), seen.of(instanceId).stream())
                                .distinct()
                                .count()
                        < ENOUGH_CLAIMANTS)
                .exceptionally(e -> false)
                .copy();
        Runnable askNoMore = () -> sole.complete(false);
        HostClock.Timer timer = clock.after(time, askNoMore);
        askingNoMore.add(askNoMore);
        return sole.whenComplete((answer, e) -> {
            timer.cancel();
            askingNoMore.remove(askNoMore);
        });
    }

    /** What the registry's clients claim; many that ask together share one look at them. */
    private synchronized CompletableFuture<Claims> sampled() {
        boolean old = clock.elapsed().minus(sampledAt).compareTo(SAMPLE_LASTS) >= 0;
        if (sampled.isDone() && (old || sampled.isCompletedExceptionally())) {
            sampledAt = clock.elapsed();
            sampled = registry.sample(SAMPLE).thenApply(KnownClients::claims).toCompletableFuture();
        }
        return sampled;
    }

    private static Claims claims(List<Client> clients) {
        if (clients.size() >= SAMPLE) {
            throw new IllegalStateException("there are more clients than can be looked through");
        }
        Claims claims = new Claims(SAMPLE);
        clients.forEach(client -> Targets.claim(client).ifPresent(id -> claims.add(client, id)));
        return claims;
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

    /** Who claims what, with the names of the first two claimants. It forgets first what was asked for longest ago. */
    private static final class Claims {

        private final Map<String, Set<String>> claimants;

        Claims(int most) {
            claimants = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
                    return size() > most;
                }
            };
        }

        synchronized void add(Client client, String instanceId) {
            Set<String> names = claimants.computeIfAbsent(instanceId, id -> new LinkedHashSet<>());
            if (names.size() < ENOUGH_CLAIMANTS) {
                names.add(client.toString());
            }
        }

        synchronized Set<String> of(String instanceId) {
            return Set.copyOf(claimants.getOrDefault(instanceId, Set.of()));
        }
    }
}
