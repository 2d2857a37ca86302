package io.sensuhost.host.soak;

import io.sensuhost.host.daemon.RunningDaemon;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a process holds when it has nothing to do.
 *
 * @param heap MiB in use after collection
 * @param metaspace MiB in use after collection
 */
record Size(long threads, long files, long heap, long metaspace) {

    private static final Pattern HEAP = Pattern.compile("(?:generation|heap) +total \\d+K, used (\\d+)K");
    private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

    /** Threads that have nothing to do end after ten. */
    private static final long SECONDS_TO_SETTLE = 15;

    /** The least of several looks: some things go only with a second collection, others after a while. */
    static Size of(RunningDaemon daemon) throws Exception {
        long settled = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_SETTLE);
        Size least = look(daemon);
        while (System.nanoTime() < settled) {
            Size next = look(daemon);
            least = new Size(
                    Math.min(least.threads, next.threads),
                    Math.min(least.files, next.files),
                    Math.min(least.heap, next.heap),
                    Math.min(least.metaspace, next.metaspace));
        }
        return least;
    }

    private static Size look(RunningDaemon daemon) throws Exception {
        daemon.jcmd("GC.run");
        String info = daemon.jcmd("GC.heap_info");
        return new Size(daemon.threads(), daemon.files(), mebibytes(HEAP, info), mebibytes(METASPACE, info));
    }

    private static long mebibytes(Pattern figures, String info) {
        long sum = figures.matcher(info)
                .results()
                .mapToLong(one -> Long.parseLong(one.group(1)) / 1024)
                .sum();
        if (sum == 0) {
            throw new AssertionError("nothing like " + figures + " in " + info);
        }
        return sum;
    }
}
