package io.sensuhost.host.registry;

import io.sensuhost.api.Event;
import java.util.HashSet;
import java.util.Set;

/**
 * A client that events have told of.
 *
 * @param client the client, as the event that was made last describes it
 * @param registered whether it is registered; if not, it has been deleted
 * @param failing the names of its checks that fail
 */
record SeenClient(KnownClient client, boolean registered, Set<String> failing) {

    private static final int MOST_FAILING = 1000;

    SeenClient {
        failing = Set.copyOf(failing);
    }

    static SeenClient registered(KnownClient client) {
        return new SeenClient(client, true, Set.of());
    }

    SeenClient deleted() {
        return new SeenClient(client, false, Set.of());
    }

    /** Sensu sends events of a client that it has just been told to delete: they do not bring the client back. */
    SeenClient heardAgain(KnownClient again) {
        boolean later = again.heard().isAfter(client.heard());
        boolean same = registered && again.heard().equals(client.heard());
        return later || same ? new SeenClient(again, true, failing) : this;
    }

    /** How many bytes its text has, about. */
    long length() {
        return client.length() + TextLength.of(failing);
    }

    SeenClient after(Event event) {
        String check = event.check().name();
        boolean fails = !event.isResolve() && event.check().status() != 0;
        if (failing.contains(check) == fails || (fails && !mayFailMore())) {
            return this;
        }
        Set<String> now = new HashSet<>(failing);
        if (fails) {
            now.add(check);
        } else {
            now.remove(check);
        }
        return new SeenClient(client, registered, now);
    }

    private boolean mayFailMore() {
        return registered && failing.size() < MOST_FAILING;
    }
}
