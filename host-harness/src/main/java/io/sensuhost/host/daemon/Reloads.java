package io.sensuhost.host.daemon;

import io.sensuhost.api.Metrics;
import io.sensuhost.host.Generations;
import io.sensuhost.host.config.HostSettings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads one after the other, on a thread of their own; whoever asks while one waits already is served by that. */
final class Reloads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final Generations generations;
    private final Metrics metrics;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), Reloads::thread, new DiscardPolicy());

    Reloads(Generations generations, Metrics metrics) {
        this.generations = generations;
        this.metrics = metrics;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    }

    void request() {
        thread.execute(this::reload);
    }

    private void reload() {
        HostSettings before = settings();
        boolean taken = generations.reload();
        if (taken && Listeners.differ(before, settings())) {
            LOG.warn("host.tcp and host.http have other addresses now: they are taken up by a restart");
        }
        if (taken && !before.rabbitmq().equals(settings().rabbitmq())) {
            LOG.warn("host.rabbitmq says something else now: it is taken up by a restart, except for the handler");
        }
        metrics.count("reloads", 1, "outcome", taken ? "taken" : "refused");
    }

    private HostSettings settings() {
        return generations.current().configuration().host();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
