package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Stable;
import io.sensuhost.api.Term;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One integration among fakes, made by its factory and asked as a host asks it. For one test at a time.
 *
 * <pre>{@code
 * try (Stage stage = new Stage(new PuppetFactory(), Map.of("endpoint", fakePuppetDb.url()))) {
 *     Result result = stage.handle(EventBuilder.keepaliveOf("web-1").build());
 *     assertThat(stage.context().clients().knows("web-1")).isFalse();
 * }
 * }</pre>
 */
@Stable
public final class Stage implements AutoCloseable {

    private static final Set<String> HOSTS_CODES =
            Set.of("client_already_gone", "registry_failed", "invalid_client_settings", "unavailable", "access_denied");
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final long MOMENT_MILLIS = 50;
    private static final int MOST_MOMENTS = 100;

    private final IntegrationFactory factory;
    private final TestContext context;
    private final Integration integration;

    /**
     * Creates the integration.
     *
     * @param factory makes it
     * @param settings its settings as JSON
     * @throws IntegrationException when the settings are wrong
     */
    public Stage(IntegrationFactory factory, Map<String, ?> settings) {
        this.factory = factory;
        context = TestContext.of(factory, settings);
        integration = factory.create(context);
    }

    /**
     * The integration.
     *
     * @return the integration, which {@link #close} closes
     */
    public Integration integration() {
        return integration;
    }

    /**
     * The fakes that were given to it.
     *
     * @return the context, with the registry, the clock and the metrics
     */
    public TestContext context() {
        return context;
    }

    InMemoryRegistry registry() {
        return context.clients();
    }

    /**
     * Has it handle the event of a client that the registry knows, and turns the clock as long as it waits for it.
     *
     * @param event the event
     * @return its result. An {@link IntegrationException} or {@link IOException} becomes a failed result with the code
     *     that a host gives it
     * @throws AssertionError when it fails with anything else, or gives no result in the time that it may take
     */
    public Result handle(Event event) {
        registry().with(event.client());
        return settled(send(event));
    }

    CompletableFuture<Result> send(Event event) {
        try {
            return integration
                    .handle(event)
                    .toCompletableFuture()
                    .exceptionally(e -> failed(e.getCause() == null ? e : e.getCause()));
        } catch (IntegrationException e) {
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private static Result failed(Throwable e) {
        if (e instanceof IOException) {
            return Result.failed("unavailable", String.valueOf(e.getMessage()));
        }
        if (e instanceof IntegrationException known && known.kind() != Kind.BUG) {
            return Result.failed(code(known.kind()), known.getMessage());
        }
        throw new AssertionError("It completed with what is neither an IntegrationException nor an IOException", e);
    }

    private static String code(Kind kind) {
        return switch (kind) {
            case SETTINGS -> "invalid_client_settings";
            case UNAVAILABLE -> "unavailable";
            case REFUSED -> "access_denied";
            case BUG -> "integration_bug";
        };
    }

    /**
     * Waits for an answer, and turns the clock when it does not come by itself.
     *
     * @param answer the answer
     * @param <T> what it is
     * @return the answer, or throws what it failed with
     * @throws AssertionError when it does not come in the time that an event may take and ten seconds
     */
    public <T> T settled(CompletableFuture<T> answer) {
        Duration patience = factory.timeout(context.settings()).plus(BEYOND_TIMEOUT);
        Duration end = context.clock().elapsed().plus(patience);
        while (!isDoneInAMoment(answer)) {
            assertThat(context.clock().elapsed())
                    .as("there is still no answer after %d s of the host's clock", patience.toSeconds())
                    .isLessThan(end);
            context.clock().advance(TURN);
        }
        return answer.join();
    }

    private static boolean isDoneInAMoment(CompletableFuture<?> answer) {
        try {
            answer.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("The test was interrupted", e);
        }
    }

    void assertThatWordsAreDeclared(Result result) {
        assertThat(Stream.concat(factory.codes().stream().map(Term::name), HOSTS_CODES.stream()))
                .as("codes() of the factory, and those of the host")
                .contains(result.code());
        assertThat(factory.metrics())
                .as("metrics() of the factory")
                .extracting(Term::name)
                .containsAll(context.metrics().series().stream()
                        .map(series -> series.get(0))
                        .toList());
    }

    String everythingSaid(Result result) {
        return result + " " + integration + " " + context.settings() + " "
                + context.metrics().series();
    }

    /** The threads that are there when those that are ending have had some seconds to end. */
    static List<Thread> threadsLeftIn(ThreadGroup group) throws InterruptedException {
        List<Thread> left = threadsIn(group);
        for (int i = 0; i < MOST_MOMENTS && !left.isEmpty(); i++) {
            left.get(0).join(MOMENT_MILLIS);
            left = threadsIn(group);
        }
        return left;
    }

    /** Those of the context's HTTP clients and of the JDK's common pool are the host's. */
    private static List<Thread> threadsIn(ThreadGroup group) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && group.equals(thread.getThreadGroup()))
                .filter(thread -> !thread.getName().startsWith("HttpClient-"))
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
                .toList();
    }

    @Override
    public void close() {
        integration.close();
    }
}
