package io.sensuhost.api;

import java.util.Map;

/**
 * The check that an event is about.
 *
 * @param name its name; {@code keepalive} when an agent has fallen silent
 * @param status its exit status: 0 ok, 1 warning, 2 critical, all else unknown
 * @param attributes all that the event says of it, as JSON; unmodifiable
 */
@Stable
public record Check(String name, int status, Map<String, Object> attributes) {

    public Check {
        attributes = JsonObject.of(attributes);
    }

    /** The check's name and status alone. */
    @Override
    public String toString() {
        return name + " (" + status + ")";
    }
}
