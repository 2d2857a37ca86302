package io.sensuhost.host.status;

import io.sensuhost.api.Event;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Says in log lines what event they are about. */
public final class LogContext {

    private LogContext() {}

    /**
     * Does something for an event.
     *
     * @param event the event that log lines of this thread are about meanwhile
     * @param work what to do
     * @return what comes of it
     */
    public static <T> T about(Event event, Supplier<T> work) {
        return with(Map.of("event_id", event.id(), "client", event.client().toString()), work);
    }

    /**
     * Does something for an event at an integration.
     *
     * @param event the event that log lines of this thread are about meanwhile
     * @param integration the integration's name
     * @param work what to do
     * @return what comes of it
     */
    public static <T> T about(Event event, String integration, Supplier<T> work) {
        return about(event, () -> with(Map.of("integration", integration), work));
    }

    /**
     * For what is done about an event when something is complete, on whatever thread that happens.
     *
     * @param event the event that log lines are about meanwhile
     * @param integration the integration's name
     * @return an executor that runs a task at once, in the calling thread
     */
    public static Executor executor(Event event, String integration) {
        return task -> about(event, integration, () -> {
            task.run();
            return task;
        });
    }

    private static <T> T with(Map<String, String> values, Supplier<T> work) {
        Map<String, String> before =
                Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
        values.forEach(MDC::put);
        try {
            return work.get();
        } finally {
            MDC.setContextMap(before);
        }
    }
}
