package io.sensuhost.host;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads of a host.
 *
 * @param handling on which events begin
 * @param results on which the results of integrations are passed on
 */
record HostThreads(ExecutorService handling, ExecutorService results) implements AutoCloseable {

    private static final int THREADS = 4;

    static HostThreads start() {
        return new HostThreads(threads("handling"), threads("results"));
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void close() {
        handling.shutdown();
        results.shutdown();
    }
}
