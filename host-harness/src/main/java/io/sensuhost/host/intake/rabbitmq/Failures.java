package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import java.util.Set;

/**
 * Tells failures that will pass from those that will not. One lasts if its cause is in the event, in the configuration or
 * in the program, since the same again would fail again; whatever is not known to last is given its chances.
 */
final class Failures {

    private static final Set<String> LASTING = Set.of(
            "malformed_event",
            "invalid_client_settings",
            "unknown_account",
            "foreign_namespace",
            "access_denied",
            "integration_bug",
            "integration_not_started",
            "host_bug");

    private Failures() {}

    static boolean isOne(Result result) {
        return result.status() == Status.FAILED;
    }

    static boolean passes(Result failed) {
        return !LASTING.contains(failed.code());
    }
}
