package io.sensuhost.host.event;

import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads events of Sensu Core, and those of Sensu Go as if Sensu Core had sent them: the entity is the client, its
 * labels and annotations are among the client's attributes. What Sensu always sends and a person may leave out is
 * filled in: the action follows from the status, an event without a timestamp was made when it arrived. Thread-safe.
 */
public final class EventDecoder {

    private final HostClock clock;
    private final Supplier<EntityScopes> scopes;

    /**
     * A decoder.
     *
     * @param clock says when events arrive
     * @param scopes what the labels and annotations of an entity mean now
     */
    public EventDecoder(HostClock clock, Supplier<EntityScopes> scopes) {
        this.clock = clock;
        this.scopes = scopes;
    }

    /**
     * Reads one event.
     *
     * @param json JSON text, at most 16 MiB and 200 levels deep
     * @return the event
     * @throws MalformedEvent if it is no JSON or no event
     */
    public Event decode(byte[] json) throws MalformedEvent {
        return decode(json, Place.START);
    }

    /**
     * Reads one event, or an array of them.
     *
     * @param json JSON text, at most 16 MiB and 200 levels deep
     * @return the events, in their order
     * @throws MalformedEvent if it is no JSON, or anything in it is no event
     */
    public List<Event> decodeAll(byte[] json) throws MalformedEvent {
        Object tree = JsonText.parse(json, Place.START);
        if (!(tree instanceof List<?> elements)) {
            return List.of(decodeTree(tree));
        }
        List<Event> events = new ArrayList<>(elements.size());
        for (Object element : elements) {
            try {
                events.add(decodeTree(element));
            } catch (MalformedEvent e) {
                throw MalformedEvent.notAnEvent("[" + events.size() + "]: " + e.getMessage());
            }
        }
        return events;
    }

    /**
     * Reads one event that has been parsed already.
     *
     * @param json the event as maps, lists, strings, numbers, booleans and nulls
     * @return the event
     * @throws MalformedEvent if it is no event
     */
    public Event decodeTree(Object json) throws MalformedEvent {
        Fields event = Fields.of(json);
        if (event.has("client")) {
            return SensuCore.read(event, Optional.empty(), clock.now());
        }
        if (event.has("entity")) {
            Optional<String> namespace = SensuGo.namespace(event);
            return SensuCore.read(Fields.of(SensuGo.inCoreWords(event, scopes.get())), namespace, clock.now());
        }
        if (event.has("spec")) {
            return decodeTree(event.values().get("spec"));
        }
        throw MalformedEvent.notAnEvent("an event must have a client (Sensu Core) or an entity (Sensu Go)");
    }

    /**
     * Reads a client of Sensu Core as it is in events.
     *
     * @param json the client
     * @return the client
     * @throws MalformedEvent if it is none
     */
    public Client client(Map<String, Object> json) throws MalformedEvent {
        return SensuCore.client(Fields.of(json), Optional.empty());
    }

    /**
     * Reads an entity of Sensu Go as if it were a client of Sensu Core.
     *
     * @param json the entity
     * @return the client
     * @throws MalformedEvent if it is none
     */
    public Client entity(Map<String, Object> json) throws MalformedEvent {
        Fields entity = Fields.of(json);
        return SensuCore.client(
                Fields.of(SensuGo.client(entity, scopes.get())), SensuGo.namespace(Fields.of(Map.of("entity", json))));
    }

    Event decode(byte[] json, Place start) throws MalformedEvent {
        return decodeTree(JsonText.parse(json, start));
    }
}
