package io.sensuhost.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Handles the events that are routed to it. The host calls it from several threads at once, with the thread's context
 * class loader set to the plugin's, and holds each call at arm's length: one that throws, answers null, completes
 * exceptionally or never completes is a failed result of that one event and harms no other.
 */
@Stable
public interface Integration extends AutoCloseable {

    /**
     * Handles one event, after the host's filters have let it through. The call itself must return promptly; what takes
     * time is done on threads of the integration's own.
     *
     * @param event the event, immutable
     * @return what became of it, sooner or later; completed on any thread. An {@link IntegrationException} thrown or
     *     completed with becomes a failed result by its kind, with its message for people; an {@code IOException} counts as
     *     {@link IntegrationException.Kind#UNAVAILABLE}, and is shown but for what URLs in it hold of users
     */
    CompletionStage<Result> handle(Event event);

    /**
     * Tries out what settings alone cannot show: whether those asked can be reached, who they think we are, and whether
     * they let us. Changes nothing anywhere. The host calls it when someone asks whether the configuration works.
     *
     * @return what was found, within a minute; an empty list where there is nothing to try
     */
    default CompletionStage<List<Finding>> tryOut() {
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * Gets ready what the first event would else have to wait for, such as the classes of a large library. A host that
     * is to live long calls it once, before the first event, and waits ten seconds for it; then events may come while it
     * is still under way. Commands for a single event leave it out, and so does a reload that is refused. It may block,
     * and it may connect to those whom events will ask, but makes none of the calls that an event makes. {@link #close}
     * may come meanwhile, and has to end what it has begun.
     *
     * @return completes when all is ready, and need not after a {@code close}; with an exception where it could not be
     *     made so, which is logged at debug and harms no event
     */
    default CompletionStage<Void> warmUp() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Ends the integration; called once, after the host has stopped giving it events and has waited for those in flight
     * as long as it is willing to. When it returns, no thread, socket or timer of the integration may be left, and
     * what is still in flight has been completed. A second call does nothing.
     */
    @Override
    void close();
}
