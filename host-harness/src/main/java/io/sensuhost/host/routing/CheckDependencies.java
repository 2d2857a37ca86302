package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.host.status.LogContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops an event while there is one of a check that its own check depends on. */
record CheckDependencies(KnownEvents events) {

    static final String NAME = "check_dependencies";
    private static final int MAX_DEPENDENCIES = 50;
    private static final Logger LOG = LoggerFactory.getLogger(CheckDependencies.class);

    /** Why an event does not pass, or nothing if it does. All its dependencies are asked for at once. */
    CompletionStage<Optional<String>> refuses(Event event) {
        List<?> dependencies = dependencies(event);
        if (dependencies.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<CompletableFuture<Optional<String>>> answers = dependencies.stream()
                .map(String::valueOf)
                .distinct()
                .limit(MAX_DEPENDENCIES)
                .map(dependency -> refuses(event, dependency).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .findFirst());
    }

    private static List<?> dependencies(Event event) {
        return event.check().attributes().get("dependencies") instanceof List<?> names ? names : List.of();
    }

    private CompletionStage<Optional<String>> refuses(Event event, String dependency) {
        return exists(event, dependency)
                .thenApply(exists -> exists
                        ? Optional.of("there is an event of " + dependency + ", on which it depends")
                        : Optional.<String>empty())
                .exceptionally(e -> LogContext.about(event, () -> {
                    LOG.warn("Its dependency {} filters nothing, since Sensu cannot be asked: {}", dependency, said(e));
                    return Optional.empty();
                }));
    }

    private CompletionStage<Boolean> exists(Event event, String dependency) {
        int slash = dependency.indexOf('/');
        String client = slash < 0 ? event.client().name() : dependency.substring(0, slash);
        return events.exists(event.client().namespace(), client, dependency.substring(slash + 1));
    }

    private static String said(Throwable e) {
        return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    }
}
