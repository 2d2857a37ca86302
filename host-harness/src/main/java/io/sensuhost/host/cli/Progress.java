package io.sensuhost.host.cli;

import java.util.concurrent.atomic.AtomicLong;

/** Shows on standard error how far long work is, where that is a terminal and results are not going there too. */
final class Progress {

    private static final int STEP = 100;

    private final boolean wanted;
    private final AtomicLong done = new AtomicLong();

    Progress(boolean wanted) {
        this.wanted = wanted;
    }

    void oneMore() {
        long now = done.incrementAndGet();
        if (wanted && now % STEP == 0) {
            show(now);
        }
    }

    void end() {
        if (wanted && done.get() >= STEP) {
            show(done.get());
            System.err.println();
        }
    }

    private static void show(long now) {
        System.err.printf("\r%,d events handled ", now);
    }
}
