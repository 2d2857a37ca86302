package io.sensuhost.host.intake;

import io.sensuhost.api.Event;
import io.sensuhost.host.EventHandling;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events over from the queue to where they are handled, in their order, so many at a time. It has one thread:
 * handling returns at once.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** They wait for one another, each in a place that others could use. */
    private static final int MOST_OF_ONE_CLIENT = 100;

    private final EventQueue queue;
    private final EventHandling handling;
    private final OutcomeListener listener;
    private final int mostInFlight;
    private final Semaphore places;
    private final Map<String, Integer> ofOneClient = new ConcurrentHashMap<>();
    private volatile boolean brokenDown;
    private final Thread thread = new Thread(this::run, "dispatcher");

    /**
     * A dispatcher that does not run yet.
     *
     * @param queue where the events wait
     * @param handling where they are handled
     * @param listener is told of each outcome
     * @param mostInFlight how many events are handled at a time
     */
    public Dispatcher(EventQueue queue, EventHandling handling, OutcomeListener listener, int mostInFlight) {
        this.queue = queue;
        this.handling = handling;
        this.listener = listener;
        this.mostInFlight = mostInFlight;
        this.places = new Semaphore(mostInFlight);
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /**
     * Handles what waits, and then ends. The queue takes nothing any more.
     *
     * @param patience how long that may take
     * @return whether all has been handled
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        queue.close();
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, patience.toNanos()));
        boolean handled =
                places.tryAcquire(mostInFlight, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        thread.interrupt();
        return handled && queue.size() == 0;
    }

    /**
     * How many events are being handled.
     *
     * @return the number
     */
    public int inFlight() {
        return mostInFlight - places.availablePermits();
    }

    private void run() {
        try {
            for (Optional<Taken> next = queue.take(); next.isPresent(); next = queue.take()) {
                places.acquire();
                dispatch(next.orElseThrow());
            }
        } catch (InterruptedException e) {
            // It was told to give up what still waits.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            brokenDown = true;
            LOG.error("The dispatcher has broken down", e);
        }
    }

    /**
     * Whether nothing is handed over any more, by a mistake of the host's.
     *
     * @return whether only a restart helps
     */
    public boolean isBroken() {
        return brokenDown;
    }

    private void dispatch(Taken taken) {
        try {
            outcomes(taken).whenComplete((outcomes, e) -> {
                if (e == null) {
                    told(taken, outcomes);
                } else {
                    lost(taken, e);
                }
            });
        } catch (RuntimeException | Error e) {
            lost(taken, e);
        }
    }

    private void told(Taken taken, List<Outcome> outcomes) {
        try {
            outcomes.forEach(outcome -> tell(taken, outcome));
            isOver(taken);
        } finally {
            taken.outcomes().complete(outcomes);
        }
    }

    private void lost(Taken taken, Throwable e) {
        LOG.error("An event was not handled, by a mistake of the host's", e);
        try {
            isOver(taken);
        } finally {
            taken.outcomes().completeExceptionally(e);
        }
    }

    /** Before its sender hears of it, who may have the next one ready. */
    private void isOver(Taken taken) {
        if (taken.decoded() instanceof Decoded.Good good) {
            ofOneClient.computeIfPresent(
                    good.event().client().toString(), (name, count) -> count == 1 ? null : count - 1);
        }
        queue.handled(taken);
        places.release();
    }

    private CompletionStage<List<Outcome>> outcomes(Taken taken) {
        return taken.decoded() instanceof Decoded.Good good
                ? handled(good.event(), taken.told())
                : CompletableFuture.completedFuture(List.of(Outcome.malformed(
                        ((Decoded.Bad) taken.decoded()).why(), taken.decoded().line())));
    }

    private CompletionStage<List<Outcome>> handled(Event event, Optional<String> told) {
        int now = ofOneClient.merge(event.client().toString(), 1, Integer::sum);
        return now > MOST_OF_ONE_CLIENT
                ? CompletableFuture.completedFuture(List.of(Outcome.tooMany(event, told, MOST_OF_ONE_CLIENT)))
                : handling.handle(event, told);
    }

    private void tell(Taken taken, Outcome outcome) {
        try {
            listener.became(taken.source(), outcome);
        } catch (RuntimeException | Error e) {
            LOG.error("An outcome could not be passed on", e);
        }
    }
}
