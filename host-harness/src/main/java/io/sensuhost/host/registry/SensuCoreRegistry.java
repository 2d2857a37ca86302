package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.ApiCall.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sensuhost.api.Client;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** The clients of a Sensu Core 1.x, over its API. */
public final class SensuCoreRegistry implements Registry {

    private static final int PAGE = 1000;

    private final SensuCoreSettings settings;
    private final Function<Map<String, Object>, Client> reader;
    private final ApiAnswers answers;
    private final SensuApi api;

    /**
     * A registry that has not asked anything yet.
     *
     * @param settings where the API is
     * @param reader reads a client, in the same way as events' clients are read
     * @param clock the clock of time-outs and retries
     * @param metrics counts the calls
     * @throws RegistryException when the certificate authorities cannot be read
     */
    public SensuCoreRegistry(
            SensuCoreSettings settings,
            Function<Map<String, Object>, Client> reader,
            HostClock clock,
            Metrics metrics) {
        ApiAccess access = settings.access();
        this.settings = settings;
        this.reader = reader;
        answers = new ApiAnswers(access);
        api = new SensuApi(access, clock, metrics);
    }

    @Override
    public CompletionStage<Optional<Client>> find(ClientName name, Deadline deadline) {
        if (name.namespace().isPresent()) {
            return CompletableFuture.failedFuture(foreign(name));
        }
        ApiCall call = ApiCall.find(path(name));
        return api.send(call, deadline)
                .thenApply(answer -> answer.status() == 404
                        ? Optional.empty()
                        : Optional.of(answers.client(name, call, answer, text -> reader.apply(ApiJson.object(text)))));
    }

    @Override
    public CompletionStage<Boolean> delete(ClientName name, boolean mayReturn, Deadline deadline) {
        if (name.namespace().isPresent()) {
            return CompletableFuture.failedFuture(foreign(name));
        }
        String query = settings.invalidate() && !mayReturn
                ? "?invalidate=true&invalidate_expire="
                        + settings.invalidateExpire().toSeconds()
                : "";
        ApiCall call = ApiCall.delete(path(name) + query);
        return api.send(call, deadline).thenApply(answer -> answers.deleted(call, answer, 202));
    }

    private static RegistryException foreign(ClientName name) {
        return new RegistryException(
                RegistryException.Kind.FOREIGN_NAMESPACE,
                name + " is an entity of Sensu Go, and this registry is a Sensu Core, which has no namespaces; set"
                        + " host.registry to the Sensu Go that it comes from");
    }

    @Override
    public CompletionStage<Long> count() {
        ApiCall one = ApiCall.list("/clients?limit=1");
        Deadline deadline = api.deadline();
        return api.send(one, deadline).thenCompose(answer -> {
            answers.mustBe(200, one, answer);
            return totalOf(answer).map(SensuCoreRegistry::known).orElseGet(() -> countAll(deadline));
        });
    }

    private static Optional<Long> totalOf(ApiAnswer answer) {
        return answer.header("X-Pagination").flatMap(SensuCoreRegistry::total);
    }

    private static Optional<Long> total(String pagination) {
        try {
            return Optional.ofNullable(ApiJson.object(pagination).get("total"))
                    .filter(Number.class::isInstance)
                    .map(total -> ((Number) total).longValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static CompletionStage<Long> known(long total) {
        return CompletableFuture.completedFuture(total);
    }

    private CompletionStage<Long> countAll(Deadline deadline) {
        ApiCall all = ApiCall.list("/clients");
        return api.send(all, deadline).thenApply(answer -> answers.read(all, answer, ApiJson::elements));
    }

    @Override
    public Duration countLasts() {
        return Duration.ofSeconds(30);
    }

    @Override
    public CompletionStage<List<Client>> list(int limit) {
        ApiCall call = ApiCall.list("/clients?limit=" + limit);
        return api.send(call)
                .thenApply(answer -> clients(call, answer).stream()
                        .sorted(Registry.lastHeardFirst())
                        .limit(limit)
                        .toList());
    }

    private List<Client> clients(ApiCall call, ApiAnswer answer) {
        return answers.read(
                call, answer, text -> ApiJson.objects(text).stream().map(reader).toList());
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer, Deadline deadline) {
        return Attempt.of(() -> forEach(viewer, 0, 0, deadline));
    }

    /**
     * Goes by the total, and not by what a page holds: Sensu cuts its list of names into pages, and then leaves out those
     * that have just been deleted. Where clients were deleted since the page before, those behind them have moved up, and
     * some of them past the beginning of this page.
     */
    private CompletionStage<Void> forEach(Consumer<Client> viewer, long offset, long totalBefore, Deadline deadline) {
        ApiCall call = ApiCall.list("/clients?limit=" + PAGE + "&offset=" + offset);
        return api.send(call, deadline).thenCompose(answer -> {
            clients(call, answer).forEach(viewer);
            // An API that does not know of pages has answered with all.
            long total = totalOf(answer).orElse(0L);
            long next = total < totalBefore ? offset - (totalBefore - total) : offset + PAGE;
            if (next > Registry.MOST_CLIENTS) {
                throw answers.endless(call);
            }
            return next < total
                    ? forEach(viewer, Math.max(0, next), total, deadline)
                    : CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<Boolean> hasEvent(ClientName client, String check) {
        ApiCall call = ApiCall.find("/events/" + segment(client.name()) + "/" + segment(check));
        return api.send(call)
                .thenApply(answer -> answer.status() != 404
                        && answers.read(
                                call, answer, text -> !ApiJson.object(text).isEmpty()));
    }

    @Override
    public void close() {
        api.close();
    }

    private static String path(ClientName name) {
        return "/clients/" + segment(name.name());
    }
}
