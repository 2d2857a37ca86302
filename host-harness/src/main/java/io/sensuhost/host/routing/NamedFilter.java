package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.util.Optional;

/** A filter, as an integration's settings name it. */
interface NamedFilter {

    String name();

    /** Why an event does not pass, or nothing if it does. */
    Optional<String> refuses(Event event);
}
