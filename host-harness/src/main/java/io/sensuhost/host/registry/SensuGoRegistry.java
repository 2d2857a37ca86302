package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.ApiCall.segment;

import io.sensuhost.api.Client;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The entities of a Sensu Go, over the API of its backend. */
public final class SensuGoRegistry implements Registry {

    private static final int PAGE = 500;

    private final SensuGoSettings settings;
    private final Function<Map<String, Object>, Client> reader;
    private final ApiAnswers answers;
    private final SensuApi api;

    /**
     * A registry that has not asked anything yet.
     *
     * @param settings where the API is
     * @param reader reads an entity, in the same way as events' entities are read
     * @param clock the clock of time-outs and retries
     * @param metrics counts the calls
     * @throws RegistryException when the certificate authorities cannot be read
     */
    public SensuGoRegistry(
            SensuGoSettings settings, Function<Map<String, Object>, Client> reader, HostClock clock, Metrics metrics) {
        ApiAccess access = settings.access();
        this.settings = settings;
        this.reader = reader;
        answers = new ApiAnswers(access);
        api = new SensuApi(access, clock, metrics);
    }

    @Override
    public CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline) {
        return Attempt.of(() -> {
            ApiCall call = ApiCall.find(path(name, "entities"));
            ClientName asked = new ClientName(name.name(), Optional.of(namespace(name)));
            return api.send(call, deadline)
                    .thenApply(answer -> answer.status() == 404
                            ? Optional.empty()
                            : Optional.of(
                                    answers.client(asked, call, answer, text -> reader.apply(ApiJson.object(text)))));
        });
    }

    @Override
    public CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline) {
        return Attempt.of(() -> {
            ApiCall call = ApiCall.delete(path(name, "entities"));
            return api.send(call, deadline).thenApply(answer -> answers.deleted(call, answer, 204));
        });
    }

    @Override
    public CompletionStage<Long> count() {
        return count(0, Optional.empty(), api.deadline());
    }

    private CompletionStage<Long> count(long before, Optional<String> from, Deadline deadline) {
        ApiCall call = entities(PAGE, from);
        return api.send(call, deadline).thenCompose(answer -> {
            long page = answers.read(call, answer, ApiJson::elements);
            long sum = before + page;
            mustGoOn(call, from, answer, sum);
            return next(answer)
                    .filter(token -> page > 0)
                    .map(token -> count(sum, Optional.of(token), deadline))
                    .orElseGet(() -> CompletableFuture.completedFuture(sum));
        });
    }

    @Override
    public Duration countLasts() {
        return Duration.ofSeconds(30);
    }

    @Override
    public CompletionStage<List<Client>> list(int limit) {
        return list(List.of(), Optional.empty(), limit, api.deadline())
                .thenApply(clients ->
                        clients.stream().sorted(Registry.lastHeardFirst()).toList());
    }

    private CompletionStage<List<Client>> list(
            List<Client> before, Optional<String> from, int limit, Deadline deadline) {
        ApiCall call = entities(Math.min(PAGE, limit - before.size()), from);
        return api.send(call, deadline).thenCompose(answer -> {
            List<Client> page = clients(call, answer);
            List<Client> clients =
                    Stream.concat(before.stream(), page.stream()).limit(limit).toList();
            return next(answer)
                    .filter(token -> !page.isEmpty() && clients.size() < limit)
                    .map(token -> list(clients, Optional.of(token), limit, deadline))
                    .orElseGet(() -> CompletableFuture.completedFuture(clients));
        });
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer, Deadline deadline) {
        return Attempt.of(() -> forEach(viewer, Optional.empty(), 0, deadline));
    }

    private CompletionStage<Void> forEach(
            Consumer<Client> viewer, Optional<String> from, long before, Deadline deadline) {
        ApiCall call = entities(PAGE, from);
        return api.send(call, deadline).thenCompose(answer -> {
            List<Client> page = clients(call, answer);
            page.forEach(viewer);
            long shown = before + page.size();
            mustGoOn(call, from, answer, shown);
            return next(answer)
                    .filter(token -> !page.isEmpty())
                    .map(token -> forEach(viewer, Optional.of(token), shown, deadline))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        });
    }

    private void mustGoOn(ApiCall call, Optional<String> from, ApiAnswer answer, long entities) {
        if (entities > Registry.MOST_CLIENTS
                || (from.isPresent() && next(answer).equals(from))) {
            throw answers.endless(call);
        }
    }

    private List<Client> clients(ApiCall call, ApiAnswer answer) {
        return answers.read(
                call, answer, text -> ApiJson.objects(text).stream().map(reader).toList());
    }

    private ApiCall entities(int limit, Optional<String> from) {
        String namespace =
                settings.namespace().map(name -> "/namespaces/" + segment(name)).orElse("");
        String token = from.map(start -> "&continue=" + segment(start)).orElse("");
        return ApiCall.list("/api/core/v2" + namespace + "/entities?limit=" + limit + token);
    }

    private static Optional<String> next(ApiAnswer answer) {
        return answer.header("Sensu-Continue");
    }

    @Override
    public CompletionStage<Boolean> hasEvent(ClientName client, String check) {
        return Attempt.of(() -> {
            ApiCall call = ApiCall.find(path(client, "events") + "/" + segment(check));
            return api.send(call)
                    .thenApply(answer ->
                            answer.status() != 404 && answers.read(call, answer, text -> fails(ApiJson.object(text))));
        });
    }

    /** Sensu Go keeps an event for each check, also while all is well. */
    private static boolean fails(Map<String, Object> event) {
        return event.get("check") instanceof Map<?, ?> check
                && check.get("status") instanceof Number status
                && status.intValue() != 0;
    }

    @Override
    public void close() {
        api.close();
    }

    private String path(ClientName name, String resource) {
        return "/api/core/v2/namespaces/" + segment(namespace(name)) + "/" + resource + "/" + segment(name.name());
    }

    private String namespace(ClientName name) {
        String namespace = name.namespace()
                .or(settings::namespace)
                .orElseThrow(() -> new RegistryException(
                        Kind.NOT_DONE,
                        "the event of " + name + " names no namespace; set host.registry.namespace to the one that"
                                + " such events belong to"));
        if (settings.namespace().filter(own -> !own.equals(namespace)).isPresent()) {
            throw new RegistryException(
                    Kind.FOREIGN_NAMESPACE,
                    name + " is not in the namespace " + settings.namespace().get()
                            + " that host.registry.namespace confines the host to");
        }
        return namespace;
    }
}
