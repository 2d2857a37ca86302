package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.settings.Access;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks instances up, in as few calls as it takes. */
public final class InstanceLookup implements AutoCloseable {

    /** A client may bring keys of its own: the number of accesses is as bounded as that of ids. */
    static final int MOST_LANES = 256;

    private static final Logger LOG = LoggerFactory.getLogger(InstanceLookup.class);

    private final Connections connections;
    private final HostClock clock;
    private final Metrics metrics;
    private final KnownInstances known;
    private final Map<Access, Open> lanes = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    @Inject
    InstanceLookup(Connections connections, HostClock clock, Metrics metrics, KnownInstances known) {
        this.connections = connections;
        this.clock = clock;
        this.metrics = metrics;
        this.known = known;
    }

    /**
     * Looks an instance up. Look-ups of equal access that come together share calls.
     *
     * @param access with what and where to ask
     * @param id the instance's id, of an instance id's form, loosely
     * @param timeout how long it may take
     * @return what was seen, within the time-out; never completes exceptionally
     */
    public CompletableFuture<Observation> look(Access access, String id, Duration timeout) {
        Lane lane;
        synchronized (this) {
            if (closed || (!lanes.containsKey(access) && lanes.size() >= MOST_LANES && !evicted())) {
                return CompletableFuture.completedFuture(new Unknown(
                        closed ? Cause.LOOKUP_FAILED : Cause.THROTTLED,
                        closed
                                ? "the integration has been stopped"
                                : MOST_LANES + " pairs of credentials and region are in use already"));
            }
            lane = lanes.computeIfAbsent(access, this::opened).lane();
        }
        return lane.ask(id, timeout);
    }

    private Open opened(Access access) {
        LookupMetrics counted = new LookupMetrics(metrics, access);
        Ec2Eye eye = new Ec2Eye(connections.open(access), clock, counted, access.place());
        ExecutorService threads = threads(access.region());
        return new Open(new Lane(access.place(), eye, clock, threads, counted, () -> known.with(access)), threads);
    }

    /** Threads of the lane's own: the SDK leaves things behind on those that call it, which must go with the plugin. */
    private static ExecutorService threads(String region) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                Lane.MOST_CALLS, Lane.MOST_CALLS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "ec2-lookup-" + region);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(InstanceLookup.class.getClassLoader());
                    return thread;
                });
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Gives up the lane that has been idle the longest. */
    private boolean evicted() {
        Iterator<Open> eldestFirst = lanes.values().iterator();
        while (eldestFirst.hasNext()) {
            Open candidate = eldestFirst.next();
            if (candidate.lane().isIdle()) {
                eldestFirst.remove();
                candidate.stop();
                return true;
            }
        }
        return false;
    }

    /**
     * Whether every look-up that is not over waits for time to pass, and none for EC2.
     *
     * @return whether nothing moves but time
     */
    public synchronized boolean isWaiting() {
        return lanes.values().stream().allMatch(open -> open.lane().isWaiting());
    }

    @Override
    public synchronized void close() {
        closed = true;
        lanes.values().forEach(Open::stop);
        lanes.values().forEach(Open::awaitEnd);
        lanes.clear();
        connections.close();
    }

    private record Open(Lane lane, ExecutorService threads) {

        void stop() {
            lane.close();
            threads.shutdownNow();
        }

        void awaitEnd() {
            try {
                if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                    LOG.warn("A call to EC2 did not end within 5 s of being interrupted; its thread is left behind");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
