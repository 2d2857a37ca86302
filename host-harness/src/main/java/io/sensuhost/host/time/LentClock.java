package io.sensuhost.host.time;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The host's clock as lent to one integration: what is still due when it is taken back is given up, so that nothing of
 * the integration stays behind in the host.
 */
public final class LentClock implements HostClock, AutoCloseable {

    private final HostClock clock;
    private final ClassLoader loader;
    private final Set<Lent> due = ConcurrentHashMap.newKeySet();
    private volatile boolean takenBack;

    /**
     * Lends a clock.
     *
     * @param clock the clock
     * @param loader the context class loader for the integration's tasks
     */
    public LentClock(HostClock clock, ClassLoader loader) {
        this.clock = clock;
        this.loader = loader;
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public Duration elapsed() {
        return clock.elapsed();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Lent lent = new Lent(task);
        due.add(lent);
        if (takenBack) {
            lent.cancel();
        }
        lent.timer = clock.after(delay, lent);
        if (takenBack || lent.isOver()) {
            lent.cancel();
        }
        return lent;
    }

    @Override
    public void close() {
        takenBack = true;
        due.forEach(Lent::cancel);
    }

    private final class Lent implements Runnable, Timer {

        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Timer timer = () -> {};

        Lent(Runnable task) {
            this.task = task;
        }

        boolean isOver() {
            return over.get();
        }

        @Override
        public void run() {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            due.remove(this);
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(own);
            }
        }

        @Override
        public void cancel() {
            over.set(true);
            timer.cancel();
            due.remove(this);
        }
    }
}
