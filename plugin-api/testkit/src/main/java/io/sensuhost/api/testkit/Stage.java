package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
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

/** One integration among fakes, whose clock is turned when nothing happens by itself. */
final class Stage implements AutoCloseable {

    private static final String FAILED = "failed_by_exception";
    private static final Set<String> OTHER_CODES = Set.of("client_already_gone", "registry_failed", FAILED);
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final long MOMENT_MILLIS = 50;
    private static final int MOST_MOMENTS = 100;

    private final IntegrationFactory factory;
    private final TestContext context;
    private final Integration integration;

    Stage(IntegrationFactory factory, Map<String, ?> settings) {
        this.factory = factory;
        context = TestContext.of(factory, settings);
        integration = factory.create(context);
    }

    Integration integration() {
        return integration;
    }

    InMemoryRegistry registry() {
        return context.clients();
    }

    Result handle(Event event) {
        registry().with(event.client());
        return settled(send(event));
    }

    /** Exceptions of the API become failed results, as they do in a host; all others are mistakes. */
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
        if (e instanceof IOException || (e instanceof IntegrationException known && known.kind() != Kind.BUG)) {
            return Result.failed(FAILED, String.valueOf(e.getMessage()));
        }
        throw new AssertionError("It completed with what is neither an IntegrationException nor an IOException", e);
    }

    <T> T settled(CompletableFuture<T> answer) {
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
        assertThat(Stream.concat(factory.codes().stream().map(Term::name), OTHER_CODES.stream()))
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
