package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Term;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.TestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IsolatedFactoryTest {

    private static final TestContext CONTEXT = new TestContext(
            Schema.of().read("careful", Map.of()), new InMemoryRegistry(), new ManualClock(), new InMemoryMetrics());

    @Test
    void aSettingThatTheHostDeclaresForEveryoneIsRefused() {
        assertThat(new IsolatedFactory(new Careless("careless", Schema.of(Attribute.texts("filters")))).problems())
                .singleElement()
                .asString()
                .contains("'careless' declares 'filters'");
        assertThat(new IsolatedFactory(new Careless("careless", Schema.of())).problems())
                .isEmpty();
    }

    @Test
    void aNameThatCannotBeAScopeIsRefused() {
        assertThat(new IsolatedFactory(new Careless("Care Less", Schema.of())).problems())
                .singleElement()
                .asString()
                .contains("'Care Less' is no name");
    }

    @Test
    void nullForADeclarationIsSaidWithItsMethod() {
        assertThatThrownBy(() -> new IsolatedFactory(new Careless("careless", null)))
                .isInstanceOf(IntegrationException.class)
                .hasMessageContaining("settings() of")
                .hasMessageContaining("answers null");
    }

    @Test
    void aCheckThatBreaksIsAMistakeInTheSettingsAndIsNotQuotedSinceItMayQuoteThem() {
        IsolatedFactory factory = new IsolatedFactory(new Careless("careless", Schema.of()));

        assertThat(factory.check(Schema.of().read("careless", Map.of())))
                .singleElement()
                .asString()
                .contains("own check of these settings failed", "it threw java.lang.IllegalStateException")
                .doesNotContain("no idea");
    }

    @Test
    void whatCreatingThrowsIsABugOfThePluginsAndIsForTheLog() {
        IsolatedFactory factory = new IsolatedFactory(new Careless("careless", Schema.of()));

        assertThatThrownBy(() -> factory.create(CONTEXT))
                .isInstanceOfSatisfying(
                        IntegrationException.class, e -> assertThat(e.kind()).isEqualTo(IntegrationException.Kind.BUG))
                .hasMessageContaining("it threw java.lang.IllegalStateException")
                .hasMessageNotContaining("not today")
                .hasRootCauseMessage("not today");
    }

    @Test
    void whatItDeclaresIsPassedOn() {
        Careful careful = new Careful(context -> {
            throw new AssertionError("not to be created");
        });
        IsolatedFactory factory = new IsolatedFactory(careful);

        assertThat(factory.name()).isEqualTo("careful");
        assertThat(factory.settings()).isSameAs(careful.settings());
        assertThat(factory.clientAttributes()).isSameAs(careful.clientAttributes());
        assertThat(factory.codes()).isEqualTo(careful.codes());
        assertThat(factory.metrics()).isEqualTo(careful.metrics());
        assertThat(factory.timeout(CONTEXT.settings())).isEqualTo(Duration.ofSeconds(7));
        assertThat(factory.check(CONTEXT.settings())).containsExactly(Problem.warning("", "careful"));
    }

    @Test
    void itIsCreatedOnADaemonThreadOfItsOwn() {
        List<Thread> threads = new ArrayList<>();
        IsolatedFactory factory = new IsolatedFactory(new Careful(context -> {
            threads.add(Thread.currentThread());
            return new Closing(new CountDownLatch(1));
        }));

        factory.create(CONTEXT);

        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("creating-careful");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void whoeverIsInterruptedDoesNotWaitAndWhatComesLaterIsClosed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        IsolatedFactory factory = new IsolatedFactory(new Careful(context -> {
            await(go);
            return new Closing(closed);
        }));

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> factory.create(CONTEXT)).hasMessage("it was not created within 30 s");

        assertThat(Thread.interrupted()).isTrue();
        go.countDown();
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Closing(CountDownLatch closed) implements Integration {

        @Override
        public CompletionStage<Result> handle(Event event) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private record Careful(Schema settings, Schema clientAttributes, Function<IntegrationContext, Integration> created)
            implements IntegrationFactory {

        Careful(Function<IntegrationContext, Integration> created) {
            this(Schema.of(Attribute.text("one")), Schema.of(Attribute.text("two")), created);
        }

        @Override
        public String name() {
            return "careful";
        }

        @Override
        public List<Term> codes() {
            return List.of(new Term("kept", "it is there"));
        }

        @Override
        public List<Term> metrics() {
            return List.of(new Term("lookups", "how often it has looked"));
        }

        @Override
        public Duration timeout(Settings values) {
            return Duration.ofSeconds(7);
        }

        @Override
        public List<Problem> check(Settings values) {
            return List.of(Problem.warning("", "careful"));
        }

        @Override
        public Integration create(IntegrationContext context) {
            return created.apply(context);
        }
    }

    private record Careless(String name, Schema settings) implements IntegrationFactory {

        @Override
        public List<Problem> check(Settings values) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public Integration create(IntegrationContext context) {
            throw new IllegalStateException("not today");
        }
    }
}
