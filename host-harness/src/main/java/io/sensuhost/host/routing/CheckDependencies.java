package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops an event while there is one of a check that its own check depends on. */
record CheckDependencies(KnownEvents events) implements NamedFilter {

    static final String NAME = "check_dependencies";
    private static final int MAX_DEPENDENCIES = 50;
    private static final Logger LOG = LoggerFactory.getLogger(CheckDependencies.class);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> refuses(Event event) {
        if (!(event.check().attributes().get("dependencies") instanceof List<?> dependencies)) {
            return Optional.empty();
        }
        try {
            return dependencies.stream()
                    .limit(MAX_DEPENDENCIES)
                    .map(String::valueOf)
                    .filter(dependency -> exists(event, dependency))
                    .findFirst()
                    .map(dependency -> "there is an event of " + dependency + ", on which it depends");
        } catch (RuntimeException e) {
            LOG.warn("{}: its dependencies filter nothing, since Sensu cannot be asked: {}", event, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean exists(Event event, String dependency) {
        int slash = dependency.indexOf('/');
        String client = slash < 0 ? event.client().name() : dependency.substring(0, slash);
        return events.exists(event.client().namespace(), client, dependency.substring(slash + 1));
    }
}
