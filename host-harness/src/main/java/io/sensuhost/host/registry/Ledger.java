package io.sensuhost.host.registry;

import java.time.Duration;
import java.util.Optional;

/** Remembers what has been spent of the guard's budget in the last while. Thread-safe. */
public interface Ledger {

    /** How far back a ledger remembers: a reload may bring a longer window. */
    static Duration kept(Duration window) {
        Duration atLeast = Duration.ofHours(1);
        return window.compareTo(atLeast) > 0 ? window : atLeast;
    }

    /**
     * Spends one from the budget, if one is left.
     *
     * @param budget how many may have been spent within the window, this one included
     * @param window how far back those spent count
     * @return what was spent, empty where nothing was left
     */
    Optional<Spending> spend(long budget, Duration window);

    /**
     * What has happened lately.
     *
     * @param window how far back to look
     * @return how many were spent, and how many of those deleted
     */
    Tally tally(Duration window);

    /**
     * What happened within a window.
     *
     * @param spent how many deregistrations have been taken from the budget
     * @param deleted how many of those are known to have been done
     */
    record Tally(long spent, long deleted) {}

    /** An entry for a deregistration that is under way. Exactly one of its methods is called, once. */
    interface Spending {

        /** The client has been deleted, or may have been. */
        void deleted();

        /** The client has not been deleted, and nothing is spent. */
        void giveBack();

        /**
         * The entry of a deregistration that takes nothing from the budget.
         *
         * @return an entry that nobody keeps
         */
        static Spending nothing() {
            return new Spending() {
                @Override
                public void deleted() {}

                @Override
                public void giveBack() {}
            };
        }
    }
}
