package io.sensuhost.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The clients of the Sensu beside the host. An integration never deletes by itself: it says what it wants and why, and
 * the host looks at its guard, at a dry run and at the client as it is now before it does.
 */
@Stable
public interface ClientRegistry {

    /**
     * Deregisters a client, unless the host has a reason not to.
     *
     * @param deregistration what is wanted and why
     * @return the result to answer the event with, its details included: handled with the action {@code deregistered}
     *     and the code asked for, or {@code client_already_gone}; handled with the action {@code kept} and
     *     {@code client_returned}; held with {@code deregistration_guard} or {@code dry_run}; failed with
     *     {@code registry_failed} or {@code foreign_namespace}. Never completes exceptionally; completed on a thread of
     *     the host's
     */
    CompletionStage<Result> deregister(Deregistration deregistration);

    /**
     * Some of the clients that Sensu knows now, for an integration that wants to see whether it sees anything at all.
     *
     * @param limit how many at most; the host may set a lower bound of its own
     * @return the clients, perhaps none; those of the sample that were heard last come first. Fewer than the limit means
     *     that these are all. May be some seconds old. Completes with
     *     {@link IntegrationException.Kind#UNAVAILABLE} where they cannot be read
     */
    CompletionStage<List<Client>> sample(int limit);

    /**
     * Shows all clients that Sensu knows, however many there are, for an integration that must compare them all. The
     * host asks Sensu anew each time and a page at a time, and keeps none of them: neither should the integration, but
     * what it needs of them. Those that register or are deregistered meanwhile may be left out, and others shown twice.
     *
     * @param viewer is shown one client after the other, on a thread of the host's that it must not block; what it throws
     *     ends it
     * @return completes when all have been shown; with {@link IntegrationException.Kind#UNAVAILABLE} where they cannot be
     *     read to the last within a minute
     */
    CompletionStage<Void> forEach(Consumer<Client> viewer);
}
