package io.sensuhost.host;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of a host, on which events begin and on which the results of integrations are passed on. */
final class HostThreads {

    private static final int THREADS = 4;

    private HostThreads() {}

    static ExecutorService start() {
        return Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "handling");
            thread.setDaemon(true);
            return thread;
        });
    }
}
