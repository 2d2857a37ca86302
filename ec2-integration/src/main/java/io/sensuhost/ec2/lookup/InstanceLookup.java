package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.HostClock.Timer;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.access.MetricLabels;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.settings.Access;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/** Looks instances up, in as few calls as it takes. */
public final class InstanceLookup implements AutoCloseable {

    /** A client may bring keys of its own: the number of accesses is as bounded as that of ids. */
    private static final int MOST_LANES = 256;

    private static final Duration LONGEST_GREETING = Duration.ofSeconds(2);

    private final Eyes eyes;
    private final HostClock clock;
    private final Metrics metrics;
    private final KnownInstances known;
    private final LookupThreads threads;
    private final int mostLanes;
    private final Map<Access, Lane> lanes = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    @Inject
    InstanceLookup(Eyes eyes, HostClock clock, Metrics metrics, KnownInstances known, LookupThreads threads) {
        this(eyes, clock, metrics, known, threads, MOST_LANES);
    }

    InstanceLookup(
            Eyes eyes, HostClock clock, Metrics metrics, KnownInstances known, LookupThreads threads, int mostLanes) {
        this.eyes = eyes;
        this.clock = clock;
        this.metrics = metrics;
        this.known = known;
        this.threads = threads;
        this.mostLanes = mostLanes;
    }

    /**
     * Gets ready to look with accesses, one after the other, so that the first event has not to wait for it; then connects,
     * as long as that does not take long. Asks for nothing.
     *
     * @param accesses with what and where it will be asked; those at the end are left out where they are too many to be
     *     kept
     * @return completes when that is done, exceptionally where it cannot be done; not at all where the look-up is closed
     *     meanwhile, so that whoever waits must bound it
     */
    public CompletableFuture<Void> prepare(List<Access> accesses) {
        List<Access> kept = accesses.stream().limit(mostLanes).toList();
        return CompletableFuture.supplyAsync(() -> prepared(kept), threads).thenCompose(this::greeted);
    }

    private List<Lane> prepared(List<Access> accesses) {
        List<Lane> prepared =
                accesses.stream().flatMap(access -> lane(access).stream()).toList();
        prepared.forEach(Lane::prepare);
        return prepared;
    }

    private CompletableFuture<Void> greeted(List<Lane> prepared) {
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        Timer end = clock.after(LONGEST_GREETING, () -> greeted.complete(null));
        return greeted.completeAsync(() -> greet(prepared, greeted), threads).whenComplete((done, e) -> end.cancel());
    }

    private static Void greet(List<Lane> lanes, CompletableFuture<Void> enough) {
        lanes.stream().takeWhile(lane -> !enough.isDone()).forEach(Lane::greet);
        return null;
    }

    /**
     * Looks an instance up. Look-ups of equal access that come together share calls. Returns at once.
     *
     * @param access with what and where to ask
     * @param id the instance's id, of an instance id's form, loosely
     * @param timeout how long it may take
     * @return what was seen, within the time-out; never completes exceptionally
     */
    public CompletableFuture<Observation> look(Access access, String id, Duration timeout) {
        Optional<CompletableFuture<Observation>> asked = Optional.empty();
        while (asked.isEmpty()) {
            // A lane may be given up for another between these two.
            asked = lane(access).map(lane -> lane.ask(id, timeout)).orElseGet(() -> Optional.of(refused()));
        }
        return asked.get();
    }

    private synchronized Optional<Lane> lane(Access access) {
        boolean room = lanes.containsKey(access) || lanes.size() < mostLanes || evicted();
        return closed || !room ? Optional.empty() : Optional.of(lanes.computeIfAbsent(access, this::opened));
    }

    private synchronized CompletableFuture<Observation> refused() {
        return closed
                ? known(Cause.LOOKUP_FAILED, "the integration has been stopped")
                : known(Cause.THROTTLED, mostLanes + " pairs of credentials and region are in use already");
    }

    private static CompletableFuture<Observation> known(Cause cause, String why) {
        return CompletableFuture.completedFuture(new Unknown(cause, why));
    }

    private Lane opened(Access access) {
        List<String> labels = MetricLabels.of(access);
        LookupMetrics counted = new LookupMetrics(metrics, labels);
        gauge("ids_in_flight", labels, Lane::idsInFlight);
        gauge("calls_in_flight", labels, Lane::callsInFlight);
        gauge("witness_seen", labels, lane -> lane.isWitnessed() ? 1 : 0);
        return new Lane(access.place(), eyes.open(access, counted), clock, threads, counted, () -> known.with(access));
    }

    /** Accesses may share labels, and then share a gauge. */
    private void gauge(String name, List<String> labels, ToDoubleFunction<Lane> value) {
        metrics.gauge(name, () -> total(labels, value), labels.toArray(String[]::new));
    }

    private synchronized double total(List<String> labels, ToDoubleFunction<Lane> value) {
        return lanes.entrySet().stream()
                .filter(lane -> MetricLabels.of(lane.getKey()).equals(labels))
                .mapToDouble(lane -> value.applyAsDouble(lane.getValue()))
                .sum();
    }

    /** Gives up the lane that has been idle the longest. */
    private boolean evicted() {
        Iterator<Lane> eldestFirst = lanes.values().iterator();
        while (eldestFirst.hasNext()) {
            Lane candidate = eldestFirst.next();
            if (candidate.endsIfIdle()) {
                eldestFirst.remove();
                threads.execute(candidate::close);
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        List<Lane> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(lanes.values());
            lanes.clear();
        }
        open.forEach(Lane::close);
        // An interrupt does not wake a thread that reads from a socket; the end of the socket does.
        threads.end(eyes::close);
    }
}
