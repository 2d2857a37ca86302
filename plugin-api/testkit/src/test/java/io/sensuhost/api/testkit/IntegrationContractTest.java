package io.sensuhost.api.testkit;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Term;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract, with an integration that keeps to it and with others that break it in one way each. Some take their time. */
@Execution(ExecutionMode.CONCURRENT)
final class IntegrationContractTest {

    /** Of this test and the threads that it starts: others run at the same time. */
    private static final ThreadLocal<Fault> FAULT = new InheritableThreadLocal<>();

    /** What an integration may do wrong, and the tests that notice. */
    enum Fault {
        NONE(""),
        BAD_NAME("itsNameIsOneThatAHostAccepts"),
        UNDESCRIBED_SETTING("everySettingIsDescribed"),
        UNDESCRIBED_INNER_SETTING("everySettingIsDescribed"),
        UNDECLARED_CODE("anEventIsHandledAndSaysWhyInDeclaredWords"),
        UNDECLARED_METRIC("anEventIsHandledAndSaysWhyInDeclaredWords"),
        HANDLES_RESOLVES("theEndOfAnIncidentDeregistersNobody"),
        ERROR_IS_ABSENCE("whereNothingAnswersTheEventFailsAndNobodyIsDeregistered"),
        SWALLOWS_REFUSAL("whatTheRegistryRefusesIsNoSuccess"),
        CASTS_BLINDLY("aClientThatSaysNonsenseDoesNotBreakIt"),
        IGNORES_WRONG_ATTRIBUTES("aClientAttributeOfAWrongTypeDeregistersNobody"),
        FORGETS_THE_SECOND_EVENT("eventsThatComeTogetherAllGetTheirResults"),
        LEAVES_EVENTS_IN_FLIGHT("closingItCompletesWhatIsInFlight"),
        CLOSES_ONCE("aSecondCloseDoesNothing"),
        LEAVES_A_THREAD("itLeavesNoThreadBehind"),
        TELLS_SECRETS("aSecretIsSeenNowhere"),
        CANNOT_BE_TRIED_OUT("itCanBeTriedOut");

        private final String noticedBy;

        Fault(String noticedBy) {
            this.noticedBy = noticedBy;
        }
    }

    @Test
    void anIntegrationThatKeepsToItPasses() {
        assertThat(failuresWith(Fault.NONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void oneThatBreaksItIsFoundOut(Fault made) {
        assertThat(failuresWith(made)).contains(made.noticedBy);
    }

    private static List<String> failuresWith(Fault made) {
        FAULT.set(made);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OfInventory.class))
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(source -> ((MethodSource) source).getMethodName())
                .distinct()
                .toList();
    }

    /** The contract of the integration below; no test of its own. */
    static final class OfInventory extends IntegrationContract {

        @Override
        protected IntegrationFactory factory() {
            return new InventoryFactory(FAULT.get());
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("url", "http://inventory.example");
        }

        @Override
        protected Map<String, ?> settingsWhereNothingAnswers() {
            return Map.of("url", "http://down.example");
        }

        @Override
        protected EventBuilder event() {
            return EventBuilder.keepaliveOf("web-1");
        }
    }

    private record InventoryFactory(Fault fault) implements IntegrationFactory {

        private static final Schema CLIENT =
                Schema.of(Attribute.text("node").describedAs("Its name in the inventory."));

        @Override
        public String name() {
            return fault == Fault.BAD_NAME ? "The Inventory" : "inventory";
        }

        @Override
        public Schema settings() {
            return Schema.of(
                    Attribute.url("url")
                            .asRequired()
                            .describedAs(fault == Fault.UNDESCRIBED_SETTING ? "" : "Where it is."),
                    Attribute.text("token").asSecret().describedAs("What it wants to see."),
                    Attribute.nested(
                                    "proxy",
                                    Schema.of(Attribute.text("host")
                                            .describedAs(fault == Fault.UNDESCRIBED_INNER_SETTING ? "" : "Its name.")))
                            .describedAs("What stands in between."));
        }

        @Override
        public Schema clientAttributes() {
            return CLIENT;
        }

        @Override
        public List<Term> codes() {
            return fault == Fault.UNDECLARED_CODE
                    ? List.of()
                    : List.of(new Term("node_unknown", "It is not there."), new Term("event_resolved", "It is over."));
        }

        @Override
        public Duration timeout(Settings settings) {
            return Duration.ofSeconds(2);
        }

        @Override
        public Integration create(IntegrationContext context) {
            return new Inventory(context, fault);
        }
    }

    private static final class Inventory implements Integration {

        private final IntegrationContext context;
        private final Fault fault;
        private final CompletableFuture<Result> pending = new CompletableFuture<>();
        private boolean used;
        private boolean closed;

        Inventory(IntegrationContext context, Fault fault) {
            this.context = context;
            this.fault = fault;
        }

        @Override
        public synchronized CompletionStage<Result> handle(Event event) {
            if (event.isResolve() && fault != Fault.HANDLES_RESOLVES) {
                return completedFuture(Result.ignored("event_resolved", "it is over"));
            }
            Object scope = event.client().scope("inventory").orElse(Map.of());
            if (fault == Fault.CASTS_BLINDLY) {
                scope = ((Map<?, ?>) scope).get("node");
            } else if (fault != Fault.IGNORES_WRONG_ATTRIBUTES) {
                InventoryFactory.CLIENT.read("client.inventory", scope);
            }
            if (context.settings().findUrl("url").orElseThrow().getHost().startsWith("down")
                    && fault != Fault.ERROR_IS_ABSENCE) {
                return fault == Fault.LEAVES_EVENTS_IN_FLIGHT
                        ? new CompletableFuture<>()
                        : CompletableFuture.failedFuture(new IntegrationException(Kind.UNAVAILABLE, "it is down"));
            }
            if (fault == Fault.UNDECLARED_METRIC) {
                context.metrics().count("questions", 1);
            }
            if (fault == Fault.LEAVES_A_THREAD) {
                Thread left = new Thread(() -> await(new CountDownLatch(1)));
                left.setDaemon(true);
                left.start();
            }
            if (fault == Fault.FORGETS_THE_SECOND_EVENT && used) {
                return pending;
            }
            used = true;
            String reason = "the inventory does not know it"
                    + (fault == Fault.TELLS_SECRETS
                            ? context.settings().findText("token").orElse("")
                            : "");
            CompletionStage<Result> done =
                    context.clients().deregister(Deregistration.of(event, "node_unknown", reason));
            return fault == Fault.SWALLOWS_REFUSAL
                    ? completedFuture(Result.handled("deregistered", "node_unknown", reason))
                    : done;
        }

        private static void await(CountDownLatch forever) {
            try {
                forever.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CompletionStage<List<io.sensuhost.api.Finding>> tryOut() {
            return fault == Fault.CANNOT_BE_TRIED_OUT
                    ? CompletableFuture.failedFuture(new IllegalStateException("no"))
                    : Integration.super.tryOut();
        }

        @Override
        public void close() {
            if (closed && fault == Fault.CLOSES_ONCE) {
                throw new IllegalStateException("closed already");
            }
            closed = true;
        }
    }
}
