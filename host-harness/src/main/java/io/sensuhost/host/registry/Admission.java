package io.sensuhost.host.registry;

import java.util.Map;

/** What the guard says to a deregistration. */
sealed interface Admission {

    /**
     * It may be done.
     *
     * @param spending what is to be told how it went
     * @param counted whether it was taken from the budget
     */
    record Admitted(Ledger.Spending spending, boolean counted) implements Admission {}

    /**
     * It is put off.
     *
     * @param reason why, with the numbers
     * @param numbers the numbers alone
     */
    record Held(String reason, Map<String, Object> numbers) implements Admission {}
}
