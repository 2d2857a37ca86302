package io.sensuhost.host.registry;

import io.sensuhost.api.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The clients whose deregistration has been put off, with the last event of each, and the passes of those released. It
 * remembers ten thousand of them. Thread-safe.
 */
public final class HeldClients {

    private static final int MOST = 10_000;

    private final int most;
    private final boolean ofCommand;
    private final String remedy;
    private final Map<ClientName, Map<String, Event>> held = new LinkedHashMap<>();
    private final Map<ClientName, Map<String, Pass>> passes = new LinkedHashMap<>();

    HeldClients(int most, boolean ofCommand, String remedy) {
        this.most = most;
        this.ofCommand = ofCommand;
        this.remedy = remedy;
    }

    /**
     * Of a host that lives on, which someone can tell to let them pass.
     *
     * @return a memory in which nobody is held yet
     */
    public static HeldClients ofDaemon() {
        return new HeldClients(MOST, false, "if this one is right too, release it with POST /guard/release");
    }

    /**
     * Of a command that ends, which nobody can tell anything.
     *
     * @return a memory in which nobody is held yet
     */
    public static HeldClients ofCommand() {
        return new HeldClients(
                MOST,
                true,
                "its next event is looked at afresh; if all of them are right, raise"
                        + " host.deregistration_guard.min_allowed until they are gone");
    }

    /** Whether others before it may have held the same clients, of which only the audit tells. */
    boolean isOfCommand() {
        return ofCommand;
    }

    /** What someone can do about it who has looked at those that are held. */
    String remedy() {
        return remedy;
    }

    /**
     * Holds a client. Where there are too many, the one held longest is forgotten: its next event holds it again.
     *
     * @return whether it was not held before
     */
    synchronized boolean hold(String integration, Event event) {
        boolean added = entries(held, ClientName.of(event.client())).put(integration, event) == null;
        forgetOldest(held);
        return added;
    }

    synchronized void drop(ClientName client) {
        held.remove(client);
        passes.remove(client);
    }

    /** Forgets what is held and released of a client by what it was for: an integration and an event. */
    synchronized void drop(ClientName client, BiPredicate<String, Event> which) {
        drop(held, client, which, Function.identity());
        drop(passes, client, which, Pass::event);
    }

    private static <T> void drop(
            Map<ClientName, Map<String, T>> all,
            ClientName client,
            BiPredicate<String, Event> which,
            Function<T, Event> event) {
        all.computeIfPresent(client, (name, entries) -> {
            entries.entrySet().removeIf(entry -> which.test(entry.getKey(), event.apply(entry.getValue())));
            return entries.isEmpty() ? null : entries;
        });
    }

    synchronized List<HeldClient> all() {
        List<HeldClient> all = new ArrayList<>();
        held.values().forEach(events -> events.forEach((name, event) -> all.add(new HeldClient(name, event))));
        return all;
    }

    synchronized int size() {
        return held.size();
    }

    /** Takes out those that are meant, and gives each a pass that is good until a moment. */
    synchronized List<HeldClient> release(Predicate<ClientName> meant, Duration until) {
        List<HeldClient> released = all().stream()
                .filter(one -> meant.test(ClientName.of(one.event().client())))
                .toList();
        released.forEach(one -> {
            ClientName client = ClientName.of(one.event().client());
            held.remove(client);
            entries(passes, client).put(one.integration(), new Pass(one.event(), until));
            forgetOldest(passes);
        });
        return released;
    }

    /** Whether a client has a pass, which is good until the client is dropped. */
    synchronized boolean hasPass(String integration, ClientName client, Duration now) {
        return Optional.ofNullable(passes.get(client))
                .map(own -> own.get(integration))
                .map(pass -> now.compareTo(pass.until()) < 0)
                .orElse(false);
    }

    private static <T> Map<String, T> entries(Map<ClientName, Map<String, T>> all, ClientName client) {
        return all.computeIfAbsent(client, name -> new HashMap<>());
    }

    private record Pass(Event event, Duration until) {}

    private void forgetOldest(Map<ClientName, ?> clients) {
        if (clients.size() > most) {
            Collection<ClientName> names = clients.keySet();
            names.remove(names.iterator().next());
        }
    }
}
