package io.sensuhost.host.config;

import java.util.List;
import java.util.Optional;

/** What Sensu asks of the definitions under {@code handlers}; attributes that it does not know are fine. */
final class HandlerRules {

    private static final Shape<String> TYPE = Shape.oneOf(List.of("pipe", "tcp", "udp", "transport", "set"));
    private static final Shape<String> SEVERITY = Shape.oneOf(List.of("ok", "warning", "critical", "unknown"));

    private HandlerRules() {}

    static void check(Attributes handler) {
        Optional<String> type = handler.demand("type", TYPE).get("type", TYPE);
        if (type.filter("set"::equals).isPresent()) {
            handler.demand("handlers", Shape.ARRAY).each("handlers", Shape.TEXT);
        }
        handler.each("filters", Shape.TEXT);
        handler.get("filter", Shape.ANY_TEXT);
        handler.each("severities", SEVERITY);
        handler.get("timeout", Shape.NUMBER);
        handler.get("handle_silenced", Shape.FLAG);
        handler.get("handle_flapping", Shape.FLAG);
    }
}
