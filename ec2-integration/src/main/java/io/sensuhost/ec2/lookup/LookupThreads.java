package io.sensuhost.ec2.lookup;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of the plugin's own: the SDK leaves things behind on those that call it, which must go with the plugin. There
 * are as many as there are calls in flight, of which each lane has a few, and one that waits for the next.
 */
public final class LookupThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(LookupThreads.class);
    private static final int SECONDS_TO_END = 5;

    private final ThreadPoolExecutor pool;
    private final boolean lent;

    private LookupThreads(ThreadPoolExecutor pool, boolean lent) {
        this.pool = pool;
        this.lent = lent;
    }

    /**
     * Threads that begin with the first task; one of them stays until the end.
     *
     * @return threads that end with the look-up
     */
    public static LookupThreads own() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "ec2-lookup");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(LookupThreads.class.getClassLoader());
                    return thread;
                });
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new LookupThreads(pool, false);
    }

    /**
     * The same threads for another look-up, for which they do not end. What its calls leave on them is there for the
     * next.
     *
     * @return threads that end with the look-up that they belong to
     */
    public LookupThreads lent() {
        return new LookupThreads(pool, true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /**
     * Interrupts them and waits for their end, unless they are lent.
     *
     * @param wake ends what an interrupt does not
     */
    public void end(Runnable wake) {
        if (lent) {
            wake.run();
            return;
        }
        pool.shutdownNow();
        wake.run();
        try {
            if (!pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn(
                        "A call to EC2 did not end within {} s of being interrupted; its thread stays", SECONDS_TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
