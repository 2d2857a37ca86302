package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.Admission.Admitted;
import io.sensuhost.host.registry.Admission.Held;
import java.util.Optional;

/**
 * How a deregistration can end, and what is to be written down then: what was spent, who is held no more, what was done.
 */
record Settlement(String integration, Deregistration wish, DeregistrationGuard guard, Audit audit, HostClock clock) {

    private static final String DEREGISTERED = "deregistered";

    /** Written before the deletion, so that one which is cut short by a crash is taken for spent after it. */
    void begins(Admitted admitted, Client lastKnown) {
        if (admitted.counted()) {
            record(What.DEREGISTERING, lastKnown, wish.code(), wish.reason());
        }
    }

    Result deleted(Admitted admitted, Client lastKnown) {
        admitted.spending().deleted();
        guard.drop(ClientName.of(lastKnown));
        What what = admitted.counted() ? What.DEREGISTERED : What.DEREGISTERED_UNCOUNTED;
        record(what, lastKnown, wish.code(), wish.reason());
        return Result.handled(DEREGISTERED, wish.code(), wish.reason());
    }

    Result gone(Client lastKnown) {
        Result result = goneAlready(wish);
        guard.drop(ClientName.of(lastKnown));
        record(What.ALREADY_GONE, lastKnown, result.code(), result.reason());
        return result;
    }

    Result kept(Client now, String objection) {
        guard.drop(ClientName.of(now));
        return returned(wish, objection);
    }

    Result held(Held held, Client now) {
        Result result = Result.held("deregistration_guard", wish.reason() + "; held: " + held.reason())
                .with(held.numbers());
        guard.hold(integration, wish, result.code(), result.reason(), now);
        return result;
    }

    void undone(Admitted admitted, Client lastKnown, boolean begun, String why) {
        admitted.spending().giveBack();
        if (begun && admitted.counted()) {
            record(What.NOT_DEREGISTERED, lastKnown, "registry_failed", why);
        }
    }

    void unanswered(Admitted admitted, Client lastKnown, String why) {
        admitted.spending().deleted();
        What what = admitted.counted() ? What.UNANSWERED : What.UNANSWERED_UNCOUNTED;
        record(what, lastKnown, "registry_failed", why);
    }

    static Result goneAlready(Deregistration wish) {
        return Result.handled(
                DEREGISTERED,
                "client_already_gone",
                wish.reason() + "; the registry no longer knows " + wish.event().client());
    }

    static Result returned(Deregistration wish, String objection) {
        return Result.handled("kept", "client_returned", wish.reason() + "; kept: " + objection);
    }

    private void record(What what, Client client, String code, String reason) {
        audit.record(
                new AuditEntry(clock.now(), what, client, integration, code, reason, Optional.of(wish.evidence())));
    }
}
