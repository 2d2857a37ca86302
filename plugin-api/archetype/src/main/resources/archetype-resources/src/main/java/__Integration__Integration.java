package ${package};

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.sensuhost.api.Deadline;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.api.InFlight;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The path of an event: which node it is about, how that stands with the inventory, and what follows from it. */
final class ${Integration}Integration implements Integration {

    private static final int MOST_QUESTIONS = 20;

    private final IntegrationContext context;
    private final ${Integration}Settings settings;
    private final Inventory inventory;
    private final InFlight inFlight = new InFlight(MOST_QUESTIONS);

    ${Integration}Integration(IntegrationContext context, ${Integration}Settings settings, Inventory inventory) {
        this.context = context;
        this.settings = settings;
        this.inventory = inventory;
    }

    @Override
    public CompletionStage<Result> handle(Event event) {
        if (event.isResolve()) {
            return completedFuture(Result.ignored("event_resolved", "the incident is over, there is nothing to do"));
        }
        if (!event.isKeepalive()) {
            return completedFuture(Result.ignored("not_a_keepalive", "only keepalive events tell of silent clients"));
        }
        String node = ${Integration}Settings.nodeOf(event.client());
        return standingOf(node).thenCompose(standing -> answer(event, node, standing));
    }

    private CompletionStage<Standing> standingOf(String node) {
        Deadline deadline = context.deadline(settings.timeout());
        return deadline.await(inFlight.ask(() -> deadline.retry(() -> inventory.standingOf(node))));
    }

    private CompletionStage<Result> answer(Event event, String node, Standing standing) {
        return switch (standing) {
            case KNOWN -> completedFuture(Result.handled("kept", "node_known", "the inventory knows " + node));
            case UNKNOWN -> context.clients().deregister(wish(event, node));
            case UNCLEAR -> completedFuture(Result.failed("answer_unclear", isNoInventory()));
        };
    }

    private static Deregistration wish(Event event, String node) {
        return Deregistration.of(event, "node_unknown", "the inventory says that there is no " + node)
                .with(Map.of("node", node));
    }

    private String isNoInventory() {
        return "what answers at " + settings.endpoint() + " is no inventory: is the setting endpoint right?";
    }

    /** Asks for a node that need not exist: either answer shows that the inventory can be asked. */
    @Override
    public CompletionStage<List<Finding>> tryOut() {
        return standingOf("sensu-host").handle((standing, e) -> List.of(finding(standing, e)));
    }

    private Finding finding(Standing standing, Throwable e) {
        String endpoint = settings.endpoint().toString();
        if (e != null) {
            return new Finding(Judgement.BAD, endpoint, "the inventory cannot be asked: " + e.getMessage());
        }
        return standing == Standing.UNCLEAR
                ? new Finding(Judgement.BAD, endpoint, isNoInventory())
                : new Finding(Judgement.GOOD, endpoint, "the inventory answers");
    }

    @Override
    public void close() {
        inFlight.close();
    }
}
