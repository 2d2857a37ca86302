package io.sensuhost.host.status;

import io.sensuhost.api.Event;
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
        return with("event_id", event.id(), () -> with("client", event.client().toString(), work));
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
        return about(event, () -> with("integration", integration, work));
    }

    /**
     * For what is done about an event when something is complete, on whatever thread that happens.
     *
     * @param event the event that log lines are about meanwhile
     * @param integration the integration's name
     * @return an executor that runs a task at once, in the calling thread
     */
    public static Executor executor(Event event, String integration) {
        return task -> about(event, integration, task);
    }

    private static void about(Event event, String integration, Runnable work) {
        about(event, integration, () -> {
            work.run();
            return work;
        });
    }

    private static <T> T with(String name, String value, Supplier<T> work) {
        String before = MDC.get(name);
        if (value.equals(before)) {
            return work.get();
        }
        MDC.put(name, value);
        try {
            return work.get();
        } finally {
            if (before == null) {
                MDC.remove(name);
            } else {
                MDC.put(name, before);
            }
        }
    }
}
