package io.sensuhost.host.plugins;

import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.Result;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.status.LogContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An integration held at arm's length: whatever it does, each event gets exactly one result, in bounded time, on a
 * thread of the host's.
 */
public final class IsolatedIntegration implements Integration {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedIntegration.class);

    /** Threads of its own, so that one which blocks in a call holds up no other. */
    private static final int MOST_CALLS = 4;

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

    private final String name;
    private final Integration integration;
    private final HostClock clock;
    private final Executor results;
    private final Duration patience;
    private final OwnLoader own;
    private final ThreadPoolExecutor calls;

    /**
     * Isolates an integration.
     *
     * @param name its name
     * @param integration the integration
     * @param clock by which its time is taken
     * @param results on whose threads its results are passed on
     * @param patience after which an event counts as failed whatever the integration does
     */
    public IsolatedIntegration(
            String name, Integration integration, HostClock clock, Executor results, Duration patience) {
        this.name = name;
        this.integration = integration;
        this.clock = clock;
        this.results = results;
        this.patience = patience;
        this.own = OwnLoader.of(integration);
        this.calls = new ThreadPoolExecutor(
                MOST_CALLS, MOST_CALLS, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), task -> {
                    Thread thread = new Thread(task, "integration-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Handles an event.
     *
     * @param event the event
     * @return its result; never completes exceptionally
     */
    @Override
    public CompletableFuture<Result> handle(Event event) {
        CompletableFuture<Result> answer = new CompletableFuture<>();
        HostClock.Timer timer = clock.after(patience, () -> answer.complete(hung()));
        try {
            calls.execute(() -> call(event, answer));
        } catch (RejectedExecutionException e) {
            answer.complete(stopping());
        }
        return answer.whenComplete((result, e) -> timer.cancel())
                .handleAsync((result, e) -> e == null ? result : failure(e), results);
    }

    /**
     * Tries the integration out.
     *
     * @return what it found; a bad finding where it broke or gave no answer; never completes exceptionally
     */
    @Override
    public CompletableFuture<List<Finding>> tryOut() {
        return asked(integration::tryOut, patience)
                .thenApply(List::copyOf)
                .exceptionally(e -> List.of(new Finding(
                        Finding.Judgement.BAD,
                        name,
                        "it could not be tried out: " + failure(e).reason())));
    }

    /**
     * Lets the integration get ready.
     *
     * @return completes when it is, when it failed to, or when it took too long; never completes exceptionally
     */
    @Override
    public CompletableFuture<Void> warmUp() {
        calls.prestartAllCoreThreads();
        return asked(integration::warmUp, LONGEST_WARM_UP).exceptionally(e -> {
            LOG.debug("Integration {} did not get ready, so that its first event may take longer", name, e);
            return null;
        });
    }

    private <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question, Duration longest) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        HostClock.Timer timer = clock.after(
                longest,
                () -> answer.completeExceptionally(new IntegrationException(
                        Kind.UNAVAILABLE, "it gave no answer within %d s".formatted(longest.toSeconds()))));
        try {
            calls.execute(() -> ask(question, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer.whenComplete((found, e) -> timer.cancel());
    }

    private <T> void ask(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
        try {
            own.call(question).whenComplete((found, e) -> {
                if (e == null) {
                    answer.complete(found);
                } else {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private void call(Event event, CompletableFuture<Result> answer) {
        if (answer.isDone()) {
            // It waited for its turn until it counted as failed, and may not be carried out after that.
            return;
        }
        try {
            CompletionStage<Result> stage =
                    own.call(() -> LogContext.about(event, name, () -> integration.handle(event)));
            if (stage == null) {
                answer.complete(bug("it answered null instead of a CompletionStage", Optional.empty()));
                return;
            }
            stage.whenComplete((result, e) -> {
                if (e != null) {
                    answer.complete(failure(e));
                } else if (result == null) {
                    answer.complete(bug("it answered null instead of a result", Optional.empty()));
                } else {
                    answer.complete(result);
                }
            });
        } catch (RuntimeException | Error e) {
            answer.complete(failure(e));
        }
    }

    /** What a plugin's own exceptions say may hold a secret: it is for the log alone. */
    private Result failure(Throwable thrown) {
        Throwable e = thrown;
        while (e instanceof CompletionException && e.getCause() != null) {
            e = e.getCause();
        }
        if (e instanceof IntegrationException known && known.kind() != Kind.BUG) {
            return Result.failed(code(known.kind()), known.getMessage());
        }
        if (e instanceof IOException) {
            return Result.failed(
                    "unavailable", "what it asks cannot be reached: " + Redactor.redactUrls(String.valueOf(e)));
        }
        return bug("it threw " + e.getClass().getName(), Optional.of(e));
    }

    private static String code(Kind kind) {
        return switch (kind) {
            case SETTINGS -> "invalid_client_settings";
            case UNAVAILABLE -> "unavailable";
            case REFUSED -> "access_denied";
            case BUG -> "integration_bug";
        };
    }

    private Result bug(String what, Optional<Throwable> cause) {
        LOG.error("Integration {} is broken: {}", name, what, cause.orElse(null));
        return Result.failed(
                "integration_bug",
                "integration '%s' is broken: %s; its plugin's author needs the host's log".formatted(name, what));
    }

    /**
     * What becomes of an event for which no thread is left.
     *
     * @return a failed result
     */
    public static Result stopping() {
        return Result.failed("host_stopping", "the host is stopping; the next event tries again");
    }

    private Result hung() {
        return Result.failed(
                "integration_hung",
                "integration '%s' gave no result within %d s".formatted(name, patience.toSeconds()));
    }

    /**
     * Closes the integration; what it throws is logged, and so is that it has not ended within ten seconds. Whoever is
     * interrupted does not wait.
     */
    @Override
    public void close() {
        calls.shutdownNow();
        Thread closing = new Thread(this::closeInItsOwnContext, "closing-" + name);
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (closing.isAlive()) {
            LOG.error("Integration {} has not closed within {} s and is left behind", name, LONGEST_CLOSE.toSeconds());
        }
    }

    private void closeInItsOwnContext() {
        try {
            own.call(() -> {
                integration.close();
                return Optional.empty();
            });
        } catch (RuntimeException | Error e) {
            LOG.error("Integration {} failed to close", name, e);
        }
    }
}
