package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An embedded registry that counts what it is asked, fails when it is told to, and can take its time. */
final class FaultyRegistry implements Registry {

    private final EmbeddedRegistry clients = new EmbeddedRegistry();
    private final Map<Operation, Kind> failures = new EnumMap<>(Operation.class);
    private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
    private final Map<Operation, Runnable> meanwhile = new EnumMap<>(Operation.class);
    private Duration countLasts = Duration.ZERO;
    private CompletableFuture<Void> go = CompletableFuture.completedFuture(null);

    enum Operation {
        FIND,
        DELETE,
        COUNT,
        LIST
    }

    FaultyRegistry seen(Event... events) {
        List.of(events).forEach(clients::seen);
        return this;
    }

    void fail(Operation operation, Kind kind) {
        failures.put(operation, kind);
    }

    void heal() {
        failures.clear();
    }

    /** When it is next asked for something, something else happens first. */
    void meanwhile(Operation asked, Runnable happens) {
        meanwhile.put(asked, happens);
    }

    void forget(String client) {
        ClientName name = new ClientName(client, Optional.empty());
        Stages.await(clients.delete(name, true, Stages.soon(new ManualClock())));
    }

    /** From now on nothing is answered until it is let go. */
    void pause() {
        go = new CompletableFuture<>();
    }

    void letGo() {
        go.complete(null);
    }

    void countLasts(Duration time) {
        countLasts = time;
    }

    int calls(Operation operation) {
        return calls.getOrDefault(operation, 0);
    }

    boolean knows(String client) {
        return Stages.await(clients.find(new ClientName(client, Optional.empty()), Stages.soon(new ManualClock())))
                .isPresent();
    }

    @Override
    public CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline) {
        return asked(Operation.FIND, () -> clients.find(name, deadline));
    }

    @Override
    public CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline) {
        return asked(Operation.DELETE, () -> clients.delete(name, mayReturn, deadline));
    }

    @Override
    public CompletionStage<Long> count() {
        return asked(Operation.COUNT, clients::count);
    }

    @Override
    public Duration countLasts() {
        return countLasts;
    }

    @Override
    public CompletionStage<List<Client>> list(int limit) {
        return asked(Operation.LIST, () -> clients.list(limit));
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer, Deadline deadline) {
        return asked(Operation.LIST, () -> clients.forEach(viewer, deadline));
    }

    @Override
    public CompletionStage<Boolean> hasEvent(ClientName client, String check) {
        return clients.hasEvent(client, check);
    }

    @Override
    public void close() {}

    private <T> CompletionStage<T> asked(Operation operation, Supplier<CompletionStage<T>> answer) {
        calls.merge(operation, 1, Integer::sum);
        Optional.ofNullable(meanwhile.remove(operation)).ifPresent(Runnable::run);
        return failures.containsKey(operation)
                ? CompletableFuture.failedFuture(
                        new RegistryException(failures.get(operation), operation + " does not work; mend it"))
                : go.thenCompose(ignored -> answer.get());
    }
}
