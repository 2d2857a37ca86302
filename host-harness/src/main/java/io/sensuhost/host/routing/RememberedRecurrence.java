package io.sensuhost.host.routing;

import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers when events were handled. What is forgotten, or was before a restart, counts as never handled. */
final class RememberedRecurrence extends Recurrence {

    private static final int MAX_REMEMBERED = 100_000;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** Sensu raises an event again after 30 s, but not to the millisecond. */
    private static final Duration JITTER = Duration.ofMillis(500);

    private final HostClock clock;
    private final Map<Key, Handling> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Handling> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    RememberedRecurrence(HostClock clock) {
        this.clock = clock;
    }

    @Override
    synchronized Optional<String> refuses(Event event, String handler, Rhythm rhythm) {
        return Optional.ofNullable(remembered.get(Key.of(event, handler)))
                .flatMap(handling -> handling.refuses(clock.elapsed(), rhythm.reset()));
    }

    @Override
    synchronized Optional<String> begin(Event event, String handler, Rhythm rhythm) {
        Optional<String> refusal = refuses(event, handler, rhythm);
        if (refusal.isEmpty()) {
            remembered.merge(
                    Key.of(event, handler),
                    new Handling(clock.elapsed(), Outcome.PENDING, Duration.ZERO),
                    (before, now) -> new Handling(now.begun(), Outcome.PENDING, before.retry()));
        }
        return refusal;
    }

    @Override
    synchronized void handled(Event event, String handler, Result result) {
        boolean again = isToBeRetried(result);
        remembered.computeIfPresent(Key.of(event, handler), (key, handling) -> handling.ended(again));
    }

    @Override
    synchronized void forget(Event event, String handler) {
        remembered.remove(Key.of(event, handler));
    }

    private static boolean isToBeRetried(Result result) {
        return result.status() == Status.FAILED
                || (result.status() == Status.HELD && result.code().equals("deregistration_guard"));
    }

    private enum Outcome {
        PENDING,
        DONE,
        TO_BE_RETRIED
    }

    private record Key(String client, String check, String handler) {

        static Key of(Event event, String handler) {
            return new Key(event.client().toString(), event.check().name(), handler);
        }
    }

    /** When an event was let through last, what became of it, and how long the next attempt waits if it failed. */
    private record Handling(Duration begun, Outcome outcome, Duration retry) {

        Optional<String> refuses(Duration now, Duration reset) {
            Duration passed = now.minus(begun);
            boolean early = outcome == Outcome.TO_BE_RETRIED;
            Duration wait = early && retry.compareTo(reset) < 0 ? retry : reset;
            if (passed.compareTo(early ? wait.minus(JITTER) : wait) >= 0) {
                return Optional.empty();
            }
            return Optional.of("it " + words() + " " + passed.toSeconds() + " s ago and is handled again after "
                    + wait.toSeconds() + " s");
        }

        Handling ended(boolean again) {
            if (!again) {
                return new Handling(begun, Outcome.DONE, Duration.ZERO);
            }
            Duration doubled = retry.multipliedBy(2);
            Duration next = doubled.isZero() ? FIRST_RETRY : doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
            return new Handling(begun, Outcome.TO_BE_RETRIED, next);
        }

        private String words() {
            return outcome == Outcome.PENDING
                    ? "began to be handled"
                    : outcome == Outcome.DONE ? "was handled" : "failed or was held";
        }
    }
}
