package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The names of the handlers that an event asks for. */
final class AskedHandlers {

    private static final List<String> BY_DEFAULT = List.of("default");

    private AskedHandlers() {}

    static List<String> of(Event event) {
        Supplier<Optional<List<String>>> keepalive = () -> Optional.of(event)
                .filter(Event::isKeepalive)
                .map(silent -> silent.client().attributes().get("keepalive"))
                .flatMap(AskedHandlers::in);
        return in(event.check().attributes()).or(keepalive).orElse(BY_DEFAULT);
    }

    /** As in Sensu, one name is as good as an array of names, and an empty array means nobody. */
    static Optional<List<String>> in(Object json) {
        return json instanceof Map<?, ?> object
                ? Optional.ofNullable(object.get("handlers"))
                        .or(() -> Optional.ofNullable(object.get("handler")))
                        .map(AskedHandlers::names)
                : Optional.empty();
    }

    private static List<String> names(Object json) {
        return json instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(String::valueOf).toList()
                : List.of(String.valueOf(json));
    }
}
