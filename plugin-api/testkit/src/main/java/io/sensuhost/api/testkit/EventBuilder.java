package io.sensuhost.api.testkit;

import io.sensuhost.api.Action;
import io.sensuhost.api.Check;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.Stable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds events of the kind that Sensu sends; what is not said is as in a first, critical keepalive event. */
@Stable
public final class EventBuilder {

    private final Map<String, Object> client = new LinkedHashMap<>();
    private Instant timestamp = Instant.parse("2026-11-23T12:00:00Z");
    private String check = "keepalive";
    private int status = 2;
    private Action action = Action.CREATE;
    private long occurrences = 1;
    private Optional<String> namespace = Optional.empty();

    private EventBuilder(String name) {
        client.put("name", name);
    }

    /**
     * The keepalive event of a client that has fallen silent.
     *
     * @param client the client's name
     * @return a builder
     */
    public static EventBuilder keepaliveOf(String client) {
        return new EventBuilder(client);
    }

    /**
     * Gives the client an attribute.
     *
     * @param name the attribute's name
     * @param value its value, as JSON
     * @return this builder
     */
    public EventBuilder with(String name, Object value) {
        client.put(name, value);
        return this;
    }

    /**
     * Puts the client into a namespace of Sensu Go.
     *
     * @param name the namespace
     * @return this builder
     */
    public EventBuilder inNamespace(String name) {
        namespace = Optional.of(name);
        return this;
    }

    /**
     * Makes it the event of another check.
     *
     * @param name the check's name
     * @param exitStatus its status
     * @return this builder
     */
    public EventBuilder check(String name, int exitStatus) {
        check = name;
        status = exitStatus;
        return this;
    }

    /**
     * Makes it the event of the incident's end.
     *
     * @return this builder
     */
    public EventBuilder resolved() {
        action = Action.RESOLVE;
        status = 0;
        return this;
    }

    /**
     * Makes it a later event of the incident.
     *
     * @param times how many times in a row
     * @return this builder
     */
    public EventBuilder occurrences(long times) {
        occurrences = times;
        return this;
    }

    /**
     * Says when it was made.
     *
     * @param instant when
     * @return this builder
     */
    public EventBuilder at(Instant instant) {
        timestamp = instant;
        return this;
    }

    /**
     * The event's client alone.
     *
     * @return the client
     */
    public Client client() {
        return new Client(
                String.valueOf(client.get("name")), namespace, Optional.of(timestamp.minusSeconds(180)), client);
    }

    /**
     * The event.
     *
     * @return the event
     */
    public Event build() {
        Map<String, Object> checkJson = Map.of("name", check, "status", status, "output", "no keepalive for 180 s");
        return new Event(
                check + "-of-" + client.get("name"),
                client(),
                new Check(check, status, checkJson),
                action,
                occurrences,
                occurrences,
                Optional.empty(),
                timestamp,
                Optional.of(timestamp),
                false,
                List.of(),
                Map.of("client", client, "check", checkJson));
    }
}
