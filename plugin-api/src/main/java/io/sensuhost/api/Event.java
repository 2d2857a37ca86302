package io.sensuhost.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event, as Sensu Core sends it. An event of Sensu Go is given in the same form.
 *
 * @param id the event's identity: the same while the same incident lasts; empty where the sender gave none
 * @param client the client that it is about
 * @param check the check that it is about
 * @param action what happened
 * @param occurrences how many times in a row the check has had this status, from 1
 * @param occurrencesWatermark the most occurrences of the incident so far
 * @param lastOk when the check was last well
 * @param timestamp when the event was made
 * @param lastStateChange when the check's status last changed
 * @param silenced whether someone has silenced it
 * @param silencedBy the names of the silence entries that apply
 * @param attributes the whole event as JSON, for what has no field here; unmodifiable
 */
@Stable
public record Event(
        String id,
        Client client,
        Check check,
        Action action,
        long occurrences,
        long occurrencesWatermark,
        Optional<Instant> lastOk,
        Instant timestamp,
        Optional<Instant> lastStateChange,
        boolean silenced,
        List<String> silencedBy,
        Map<String, Object> attributes) {

    public Event {
        silencedBy = List.copyOf(silencedBy);
        attributes = JsonObject.of(attributes);
    }

    /**
     * Whether this is about an agent that has fallen silent or is heard again.
     *
     * @return whether the check is {@code keepalive}
     */
    public boolean isKeepalive() {
        return check.name().equals("keepalive");
    }

    /**
     * Whether the incident is over.
     *
     * @return whether the action is {@link Action#RESOLVE}
     */
    public boolean isResolve() {
        return action == Action.RESOLVE;
    }

    /** The event's identity, client and check alone: its attributes may hold secrets. */
    @Override
    public String toString() {
        return "event " + id + " of " + client + ": " + check;
    }
}
