package io.sensuhost.host.routing;

import io.sensuhost.api.DidYouMean;
import io.sensuhost.api.Result;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The routes that lead nowhere, each with its reason. */
final class NotHere {

    private static final int LONGEST_NAME = 100;

    private NotHere() {}

    static Route unknown(String name, Collection<String> integrations, Collection<String> definitions) {
        String shown = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        List<String> known = Stream.concat(integrations.stream(), definitions.stream())
                .distinct()
                .sorted()
                .toList();
        String advice = DidYouMean.of(shown, known)
                .map(word -> "did you mean '" + word + "'?")
                .orElse(known.isEmpty() ? "no integration is loaded" : "known are " + String.join(", ", known));
        return new Route.NotOurs(
                shown,
                Result.ignored("no_such_handler", "there is no handler '" + shown + "'; " + advice)
                        .with(Map.of("known_handlers", known)));
    }

    static Route unconfigured(String name) {
        return new Route.NotOurs(
                name,
                Result.ignored(
                        "no_such_handler",
                        "integration '%1$s' is plugged in but not in use: give it a scope in the configuration, {\"%1$s\": {}} at least"
                                .formatted(name)));
    }

    /** Not ignored: where the one that knows how is missing, nobody has looked at the client. */
    static Route leftOut(String name, List<String> plugins) {
        return new Route.NotOurs(
                name,
                Result.failed(
                        "integration_not_started",
                        "no plugin that works has integration '" + name + "'; " + String.join("; ", plugins)));
    }

    static Route sensus(String name, String type) {
        return new Route.NotOurs(
                name,
                Result.ignored(
                        "not_our_handler",
                        "'" + name + "' is a handler of type " + type + ": the Sensu server runs it, not this host"));
    }

    static Route tooDeep(String name) {
        return new Route.NotOurs(
                name,
                Result.ignored(
                        "handler_set_too_deep",
                        "the set '" + name + "' is in a set that is in a set; Sensu expands two levels and no more"));
    }

    static Route nobody() {
        return new Route.NotOurs(
                "none",
                Result.ignored("no_handlers", "the event asks for no handler: its handlers, or their sets, are empty"));
    }
}
