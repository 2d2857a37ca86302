package io.sensuhost.host;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a host, on which events begin and on which the results of integrations are passed on. */
final class HostThreads {

    /** None of them waits for anything; two, lest one event's listener holds up all others. */
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private HostThreads() {}

    static ThreadPoolExecutor start() {
        return new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), task -> {
            Thread thread = new Thread(task, "handling");
            thread.setDaemon(true);
            return thread;
        });
    }
}
