package io.sensuhost.host.registry;

import java.time.Duration;
import java.util.Optional;

/** Remembers the deregistrations of the last while, for the guard to count. Thread-safe. */
public interface Ledger {

    /**
     * Spends one from the budget, if one is left.
     *
     * @param budget how many may have been spent within the window, this one included
     * @param window how far back those spent count
     * @return what was spent, empty where nothing was left
     */
    Optional<Spending> spend(long budget, Duration window);

    /**
     * Enters a deregistration that takes nothing from the budget.
     *
     * @return the entry
     */
    Spending enterFree();

    /**
     * What has happened lately.
     *
     * @param window how far back to look
     * @return how many were spent, and how many deleted
     */
    Tally tally(Duration window);

    /**
     * What happened within a window.
     *
     * @param spent how many deregistrations have been taken from the budget
     * @param deleted how many clients are known to have been deleted, within the budget and outside it
     */
    record Tally(long spent, long deleted) {}

    /** An entry for a deregistration that is under way. Exactly one of its methods is called, once. */
    interface Spending {

        /** The client has been deleted, or may have been. */
        void deleted();

        /** The client has not been deleted, and nothing is spent. */
        void giveBack();
    }
}
