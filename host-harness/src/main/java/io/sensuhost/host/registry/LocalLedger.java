package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger in this process. It goes by the time that passes, whatever is done to the time of day. */
public final class LocalLedger implements Ledger {

    /** More than eight requests at a time can delete within an hour. */
    private static final int MOST_ENTRIES = 1_000_000;

    private final HostClock clock;
    private final int most;
    private final Set<Entry> entries = new LinkedHashSet<>();

    /** Older than the window, but not than a longer one that may come. */
    private final Set<Entry> before = new LinkedHashSet<>();

    private Duration window = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private long deleted;

    /**
     * A ledger that knows of the past.
     *
     * @param clock tells the time that passes, and how long ago the past was
     * @param past when something was spent before this process began; what is dated later than now was written by a clock
     *     that has since been set back, and counts as of now
     */
    public LocalLedger(HostClock clock, Collection<Instant> past) {
        this(clock, past, MOST_ENTRIES);
    }

    LocalLedger(HostClock clock, Collection<Instant> past, int most) {
        this.clock = clock;
        this.most = most;
        past.stream().sorted().forEach(time -> {
            Duration age = Duration.between(time, clock.now());
            Duration at = clock.elapsed().minus(age.isNegative() ? Duration.ZERO : age);
            add(new Entry(at)).deleted();
        });
    }

    @Override
    public synchronized Optional<Spending> spend(long budget, Duration window) {
        return tally(window).spent() < budget ? Optional.of(add(new Entry(clock.elapsed()))) : Optional.empty();
    }

    @Override
    public synchronized Tally tally(Duration asked) {
        if (asked.compareTo(window) > 0) {
            takeUpAgain();
        }
        window = asked;
        longest = longest.compareTo(Ledger.kept(window)) > 0 ? longest : Ledger.kept(window);
        passOver();
        return new Tally(entries.size(), deleted);
    }

    private void takeUpAgain() {
        before.addAll(entries);
        entries.clear();
        entries.addAll(before);
        before.clear();
        deleted = entries.stream().filter(entry -> entry.done).count();
    }

    private void passOver() {
        Duration now = clock.elapsed();
        for (Entry oldest : oldest(entries, now.minus(window))) {
            entries.remove(oldest);
            forget(oldest);
            before.add(oldest);
        }
        oldest(before, now.minus(longest)).forEach(before::remove);
    }

    private static List<Entry> oldest(Set<Entry> entries, Duration start) {
        return entries.stream()
                .takeWhile(entry -> entry.at.compareTo(start) <= 0)
                .toList();
    }

    private Entry add(Entry entry) {
        if (entries.size() + before.size() >= most) {
            Entry oldest = (before.isEmpty() ? entries : before).iterator().next();
            if (!before.remove(oldest)) {
                entries.remove(oldest);
                forget(oldest);
            }
        }
        entries.add(entry);
        return entry;
    }

    private void forget(Entry entry) {
        deleted -= entry.done ? 1 : 0;
    }

    private final class Entry implements Spending {

        private final Duration at;
        private boolean done;

        Entry(Duration at) {
            this.at = at;
        }

        @Override
        public void deleted() {
            synchronized (LocalLedger.this) {
                done = true;
                deleted += entries.contains(this) ? 1 : 0;
            }
        }

        @Override
        public void giveBack() {
            synchronized (LocalLedger.this) {
                before.remove(this);
                entries.remove(this);
            }
        }
    }
}
