package io.sensuhost.host.registry;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Result;
import io.sensuhost.host.status.LogContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one integration gets: every wish is answered with a result, whatever happens. */
final class GuardedRegistry implements ClientRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedRegistry.class);

    private final GuardedClients clients;
    private final String integration;
    private final boolean dryRun;

    GuardedRegistry(GuardedClients clients, String integration, boolean dryRun) {
        this.clients = clients;
        this.integration = integration;
        this.dryRun = dryRun;
    }

    @Override
    public CompletionStage<Result> deregister(Deregistration wish) {
        CompletionStage<Result> result =
                dryRun ? clients.rehearse(integration, wish) : clients.deregister(integration, wish);
        return result.handleAsync(
                (done, failure) -> (failure == null ? done : failed(wish.event().client(), failure)).with(facts(wish)),
                LogContext.executor(wish.event(), integration));
    }

    private static Result failed(Client client, Throwable failure) {
        if (Failures.cause(failure) instanceof RegistryException known) {
            String what = known.kind() == RegistryException.Kind.UNKNOWN
                    ? " may have been deregistered or not: "
                    : " is kept as it is: ";
            return Result.failed(known.kind().code(), client + what + known.getMessage());
        }
        LOG.error("{} could not be deregistered", client, failure);
        return Result.failed("registry_failed", client + " is kept as it is: " + Failures.message(failure));
    }

    private static Map<String, Object> facts(Deregistration wish) {
        Map<String, Object> facts = new LinkedHashMap<>(wish.details());
        wish.event().client().namespace().ifPresent(namespace -> facts.put("namespace", namespace));
        return facts;
    }

    @Override
    public CompletionStage<List<Client>> sample(int limit) {
        return read(clients.sample())
                .thenApply(sample -> sample.stream().limit(limit).toList());
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer) {
        return read(clients.forEach(viewer));
    }

    private static <T> CompletionStage<T> read(CompletionStage<T> clients) {
        return clients.handle((known, failure) -> {
            if (failure != null) {
                throw new IntegrationException(
                        IntegrationException.Kind.UNAVAILABLE, Failures.message(failure), Failures.cause(failure));
            }
            return known;
        });
    }
}
