package io.sensuhost.host.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The latest calls in the order of their arrival: 10,000 at most, fewer where they name more than 500,000 instances
 * between them. For use from any thread.
 */
public final class Journal {
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_NAMES = 500_000;

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private long names;
    private long arrived;
    private long arrivedWhenCleared;
    private int inFlight;
    private int maxInFlight;

    Journal() {}

    /**
     * One call.
     *
     * @param outcome {@code OK}, the code of the error, the name of the fault ({@code hang}, {@code cut}, {@code
     *     truncated}, {@code foreign}), or {@code in flight}
     */
    public record Entry(Call call, String outcome) {}

    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** How many of the calls here are of this kind. */
    public synchronized long count(Predicate<Call> kind) {
        return entries.values().stream()
                .filter(entry -> kind.test(entry.call()))
                .count();
    }

    /** How many calls of this action there are, such as {@code DescribeInstances}. */
    public long count(String action) {
        return count(Call.of(action));
    }

    /** How many calls have ended how, however many: {@code DescribeInstances/OK}. */
    public synchronized Map<String, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** The most calls that were in flight at once. */
    public synchronized int maxConcurrency() {
        return maxInFlight;
    }

    /**
     * Waits until this many calls have arrived since the start or {@link #clear}.
     *
     * @return whether they have, within the time
     */
    public synchronized boolean await(long calls, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (arrived - arrivedWhenCleared < calls) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Forgets all calls. */
    public synchronized void clear() {
        entries.clear();
        outcomes.clear();
        names = 0;
        arrivedWhenCleared = arrived;
        maxInFlight = inFlight;
    }

    synchronized long begin(Call call) {
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        entries.put(arrived, new Entry(call, "in flight"));
        names += names(call);
        while (entries.size() > MAX_ENTRIES || names > MAX_NAMES) {
            names -= names(entries.pollFirstEntry().getValue().call());
        }
        notifyAll();
        return arrived++;
    }

    synchronized void end(long ticket, Call call, String outcome) {
        inFlight--;
        outcomes.merge(call.action() + "/" + outcome, 1L, Long::sum);
        entries.computeIfPresent(ticket, (number, entry) -> new Entry(entry.call(), outcome));
    }

    private static long names(Call call) {
        return call.ids().size()
                + call.filters().values().stream().mapToLong(List::size).sum();
    }
}
