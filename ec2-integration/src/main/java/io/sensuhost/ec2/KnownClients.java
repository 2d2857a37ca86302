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

    private final ClientRegistry registry;
    private final HostClock clock;
    private final Targets targets;
    private final Set<Runnable> askingNoMore = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> claimants = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > MOST_CLAIMS;
        }
    };

    @Inject
    KnownClients(ClientRegistry registry, HostClock clock, Ec2Settings settings) {
        this.registry = registry;
        this.clock = clock;
        this.targets = new Targets(settings);
    }

    /** Remembers that a client claims an instance. */
    synchronized void claim(Client client, String instanceId) {
        Set<String> names = claimants.computeIfAbsent(instanceId, ignored -> new LinkedHashSet<>());
        if (names.size() < ENOUGH_CLAIMANTS) {
            names.add(client.toString());
        }
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
        CompletableFuture<Boolean> sole = registry.sample(SAMPLE)
                .thenApply(clients -> {
                    clients.stream()
                            .filter(client -> Targets.claim(client)
                                    .filter(instanceId::equals)
                                    .isPresent())
                            .forEach(client -> claim(client, instanceId));
                    boolean allSeen = clients.size() < SAMPLE;
                    return allSeen && claimantsOf(instanceId) < ENOUGH_CLAIMANTS;
                })
                .exceptionally(e -> false)
                .toCompletableFuture()
                .copy();
        Runnable askNoMore = () -> sole.complete(false);
        HostClock.Timer timer = clock.after(time, askNoMore);
        askingNoMore.add(askNoMore);
        return sole.whenComplete((answer, e) -> {
            timer.cancel();
            askingNoMore.remove(askNoMore);
        });
    }

    private synchronized int claimantsOf(String instanceId) {
        return claimants.getOrDefault(instanceId, Set.of()).size();
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
