package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the handlers of an event. A name is an integration's, which wins over a definition of the same name; or that of
 * one whose plugin was left out, as far as one can tell; or a definition's, of which only sets concern this host; or
 * unknown. Immutable.
 */
public final class Router {

    private static final int MAX_SET_DEPTH = 2;
    private static final int MAX_HANDLERS = 100;

    private final Set<String> integrations;
    private final Set<String> unconfigured;
    private final Map<String, ?> definitions;
    private final LeftOut leftOut;

    /**
     * A router.
     *
     * @param integrations the names of the integrations in use
     * @param unconfigured the names of those that are plugged in, but that the configuration has no scope for
     * @param definitions the configuration's scope {@code handlers}, as JSON
     * @param leftOut the plugins that do not work, one of which may be the one that is asked for
     */
    public Router(
            Collection<String> integrations,
            Collection<String> unconfigured,
            Map<String, ?> definitions,
            LeftOut leftOut) {
        this.integrations = new TreeSet<>(integrations);
        this.unconfigured = Set.copyOf(unconfigured);
        this.definitions = definitions;
        this.leftOut = leftOut;
    }

    /**
     * Where an event goes. Sets are expanded two levels deep; each handler is there once, and no more than 100.
     *
     * @param event the event
     * @param told the handler that its sender has chosen, in whose place the event's own are not looked at
     * @return at least one route
     */
    public List<Route> route(Event event, Optional<String> told) {
        return routes(told.map(List::of).orElseGet(() -> AskedHandlers.of(event)), told.isPresent());
    }

    /**
     * Why a handler that a sender may choose leads to no integration.
     *
     * @param told its name
     * @return the reason with what to do, empty where it leads to one
     */
    public Optional<String> whyNowhere(String told) {
        List<Route> routes = routes(List.of(told), true);
        return routes.stream().anyMatch(Route.ToIntegration.class::isInstance)
                ? Optional.empty()
                : Optional.of(((Route.NotOurs) routes.get(0)).result().reason());
    }

    private List<Route> routes(List<String> asked, boolean told) {
        List<String> names = asked;
        List<Route> routes = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (int depth = 0; !names.isEmpty() && routes.size() < MAX_HANDLERS; depth++) {
            List<String> members = new ArrayList<>();
            for (String name : names) {
                if (seen.size() < MAX_HANDLERS && seen.add(name)) {
                    follow(name, depth, told && depth == 0, routes, members);
                }
            }
            names = members;
        }
        return routes.isEmpty() ? List.of(NotHere.nobody()) : routes;
    }

    private void follow(String name, int depth, boolean told, List<Route> routes, List<String> members) {
        if (integrations.contains(name)) {
            routes.add(new Route.ToIntegration(name));
        } else if (unconfigured.contains(name)) {
            routes.add(NotHere.unconfigured(name));
        } else if (leftOut.mayBe(name, told && !definitions.containsKey(name))) {
            routes.add(NotHere.leftOut(name, leftOut.plugins()));
        } else if (!(definitions.get(name) instanceof Map<?, ?> definition)) {
            routes.add(NotHere.unknown(name, integrations, definitions.keySet()));
        } else if (!"set".equals(definition.get("type"))) {
            routes.add(NotHere.sensus(name, String.valueOf(definition.get("type"))));
        } else if (depth < MAX_SET_DEPTH) {
            members.addAll(AskedHandlers.in(definition).orElse(List.of()));
        } else {
            routes.add(NotHere.tooDeep(name));
        }
    }
}
