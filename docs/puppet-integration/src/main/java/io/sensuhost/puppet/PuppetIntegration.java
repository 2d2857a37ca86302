package io.sensuhost.puppet;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deadline;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The path of an event: which node to ask for, what PuppetDB says of it, and what follows for the client. */
final class PuppetIntegration implements Integration {

    /** As many names as fit into a URL that any server takes. */
    private static final int MOST_WITNESSES = 20;

    private final IntegrationContext context;
    private final PuppetDb puppetDb;

    PuppetIntegration(IntegrationContext context) {
        this.context = context;
        this.puppetDb = new PuppetDb(context);
    }

    @Override
    public CompletionStage<Result> handle(Event event) {
        if (event.isResolve()) {
            return ignored(Code.EVENT_RESOLVED, "the incident is over, there is nothing to do");
        }
        if (!event.isKeepalive()) {
            return ignored(Code.NOT_A_KEEPALIVE, "only keepalive events tell of silent clients");
        }
        Optional<Node> node = Node.of(event.client());
        return node.isPresent()
                ? handle(event, node.get(), deadline())
                : ignored(
                        Code.NOT_A_NODE_NAME,
                        "the client's name is no certname and it has no puppet.node_name, so its node is not known");
    }

    private CompletionStage<Result> handle(Event event, Node node, Deadline deadline) {
        Duration start = context.clock().elapsed();
        return puppetDb.look(node.name(), deadline)
                .whenComplete(
                        (sight, e) -> count(start, e == null ? sight.code().toString() : "none"))
                .thenCompose(sight -> conclude(event, node, sight, deadline));
    }

    private void count(Duration start, String code) {
        Duration taken = context.clock().elapsed().minus(start);
        context.metrics().count("answers", 1, "code", code);
        context.metrics().record("answer_seconds", taken.toMillis() / 1000.0);
    }

    private CompletionStage<Result> conclude(Event event, Node node, Sight sight, Deadline deadline) {
        if (sight instanceof Sight.Active) {
            return completedFuture(Result.handled("kept", sight.code().toString(), reason(node, sight))
                    .with(Map.of("node", node.name())));
        }
        return sight instanceof Sight.Unknown
                ? isWitnessed(event, node, deadline)
                        .thenCompose(witnessed ->
                                witnessed ? deregister(event, node, sight) : completedFuture(unproven(node, sight)))
                : deregister(event, node, sight);
    }

    /** Never proven: PuppetDB knows what it was told of nodes, and the client told us which node is its own. */
    private CompletionStage<Result> deregister(Event event, Node node, Sight sight) {
        return context.clients()
                .deregister(Deregistration.of(event, sight.code().toString(), reason(node, sight))
                        .with(Map.of("node", node.name())));
    }

    private static String reason(Node node, Sight sight) {
        return "PuppetDB " + sight.about(node.name());
    }

    private static Result unproven(Node node, Sight sight) {
        return Result.failed(
                        Code.ABSENCE_UNPROVEN.toString(),
                        reason(node, sight) + ", but shows that of no other client either: are endpoint and node names"
                                + " right?")
                .with(Map.of("node", node.name()));
    }

    /**
     * Whether PuppetDB shows the node of some other client. If it shows none, it may be empty, or another site's, or the
     * clients' names may be no certnames; so a client that declares no node needs a witness that declares none either.
     */
    private CompletionStage<Boolean> isWitnessed(Event event, Node node, Deadline deadline) {
        return deadline.await(context.clients().sample(MOST_WITNESSES)).thenCompose(clients -> {
            List<String> names = clients.stream()
                    .filter(client -> !client.name().equals(event.client().name()))
                    .flatMap(PuppetIntegration::nodeOf)
                    .filter(other -> node.declared() || !other.declared())
                    .map(Node::name)
                    .distinct()
                    .toList();
            return names.isEmpty() ? completedFuture(false) : puppetDb.showsAnyOf(names, deadline);
        });
    }

    private static Stream<Node> nodeOf(Client client) {
        try {
            return Node.of(client).stream();
        } catch (IntegrationException e) {
            return Stream.empty();
        }
    }

    @Override
    public CompletionStage<List<Finding>> tryOut() {
        String subject = PuppetSettings.nodes(context.settings()).toString();
        return puppetDb.showsAny(deadline())
                .thenApply(shown -> shown
                        ? new Finding(Judgement.GOOD, subject, "PuppetDB answers and shows nodes")
                        : new Finding(Judgement.DOUBTFUL, subject, "PuppetDB answers, but knows no active node"))
                .exceptionally(e -> new Finding(
                        Judgement.BAD,
                        subject,
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage()))
                .thenApply(List::of);
    }

    private Deadline deadline() {
        return context.deadline(context.settings().duration("timeout"));
    }

    private static CompletionStage<Result> ignored(Code code, String reason) {
        return completedFuture(Result.ignored(code.toString(), reason));
    }

    @Override
    public void close() {
        puppetDb.close();
    }
}
