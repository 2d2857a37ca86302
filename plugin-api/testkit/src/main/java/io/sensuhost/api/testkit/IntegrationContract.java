package io.sensuhost.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Event;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Result;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Stable;
import io.sensuhost.api.Status;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every integration must keep to, as a suite of JUnit tests. An author extends it, says what the integration under
 * test is and has the tests run.
 *
 * <pre>{@code
 * final class PuppetContractTest extends IntegrationContract {
 *     protected IntegrationFactory factory() { return new PuppetFactory(); }
 *     protected Map<String, ?> settings() { return Map.of("endpoint", fakePuppetDb.url()); }
 *     protected Map<String, ?> settingsWhereNothingAnswers() { return Map.of("endpoint", "http://127.0.0.1:1"); }
 *     protected EventBuilder event() { return EventBuilder.keepaliveOf("web-1"); }
 * }
 * }</pre>
 */
@Stable
@Timeout(60)
public abstract class IntegrationContract {

    private static final String SECRET = "the-secret-of-the-contract";
    private static final int MANY = 50;

    /** For extension. */
    protected IntegrationContract() {}

    /**
     * The factory under test.
     *
     * @return a factory; a new one for each call is well
     */
    protected abstract IntegrationFactory factory();

    /**
     * Settings with which the integration does its job; whatever it asks should be a fake that answers.
     *
     * @return the settings as JSON
     */
    protected abstract Map<String, ?> settings();

    /**
     * Settings with which nobody answers what the integration asks.
     *
     * @return the settings as JSON, such as those with an endpoint where nobody listens
     */
    protected abstract Map<String, ?> settingsWhereNothingAnswers();

    /**
     * An event that the integration handles with {@link #settings}: that it neither ignores nor fails.
     *
     * @return a new builder for each call
     */
    protected abstract EventBuilder event();

    @Test
    void itsNameIsOneThatAHostAccepts() {
        assertThat(factory().name())
                .matches("[a-z0-9][a-z0-9_-]*")
                .isEqualTo(factory().name());
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(Stream.of(factory().settings(), factory().clientAttributes())
                        .flatMap(IntegrationContract::withInner))
                .allSatisfy(attribute ->
                        assertThat(attribute.description()).as(attribute.name()).isNotBlank());
    }

    private static Stream<Attribute> withInner(Schema schema) {
        return schema.attributes().stream()
                .flatMap(attribute -> Stream.concat(
                        Stream.of(attribute), attribute.inner().stream().flatMap(IntegrationContract::withInner)));
    }

    @Test
    void theSettingsOfTheContractHaveNoMistakes() {
        assertThat(TestContext.problems(factory(), settings())).isEmpty();
        assertThat(TestContext.problems(factory(), settingsWhereNothingAnswers()))
                .noneMatch(Problem::isError);
    }

    @TestFactory
    Stream<DynamicTest> aSettingOfAWrongTypeIsAnErrorWithItsPath() {
        return factory().settings().attributes().stream()
                .map(attribute -> DynamicTest.dynamicTest(attribute.name(), () -> {
                    Map<String, Object> settings = new LinkedHashMap<>(settings());
                    settings.put(attribute.name(), List.of(List.of()));
                    assertThat(TestContext.problems(factory(), settings))
                            .filteredOn(Problem::isError)
                            .anyMatch(problem -> problem.path().startsWith(attribute.name()));
                }));
    }

    @Test
    void aRequiredSettingThatIsMissingIsAnError() {
        for (Attribute attribute : factory().settings().attributes()) {
            Map<String, Object> settings = new LinkedHashMap<>(settings());
            settings.remove(attribute.name());
            if (attribute.required()) {
                assertThat(TestContext.problems(factory(), settings)).anyMatch(Problem::isError);
            }
        }
    }

    @Test
    void anEventIsHandledAndSaysWhyInDeclaredWords() {
        try (Stage stage = new Stage(factory(), settings())) {
            Result result = stage.handle(event().build());

            assertThat(result.status()).isIn(Status.HANDLED, Status.HELD);
            assertThat(result.reason()).isNotBlank();
            stage.assertThatWordsAreDeclared(result);
        }
    }

    @Test
    void theEndOfAnIncidentDeregistersNobody() {
        try (Stage stage = new Stage(factory(), settings())) {
            Result result = stage.handle(event().resolved().build());

            assertThat(stage.registry().deregistrations()).isEmpty();
            stage.assertThatWordsAreDeclared(result);
        }
    }

    @Test
    void whereNothingAnswersTheEventFailsAndNobodyIsDeregistered() {
        try (Stage stage = new Stage(factory(), settingsWhereNothingAnswers())) {
            Result result = stage.handle(event().build());

            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(stage.registry().deregistrations()).isEmpty();
            stage.assertThatWordsAreDeclared(result);
        }
    }

    @Test
    void whatTheRegistryRefusesIsNoSuccess() {
        try (Stage stage = new Stage(factory(), settings())) {
            stage.registry().down();
            Result result = stage.handle(event().build());

            assertThat(result.action()).isNotEqualTo(Optional.of("deregistered"));
        }
    }

    @TestFactory
    Stream<DynamicTest> aClientThatSaysNonsenseDoesNotBreakIt() {
        List<Object> nonsense =
                Arrays.asList("text", 1, true, List.of(), Map.of("a", List.of(Map.of())), null, "x".repeat(10_000));
        return nonsense.stream()
                .map(value -> DynamicTest.dynamicTest(shortened(value), () -> {
                    try (Stage stage = new Stage(factory(), settings())) {
                        stage.handle(event().with(factory().name(), value).build());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aClientAttributeOfAWrongTypeDeregistersNobody() {
        return factory().clientAttributes().attributes().stream()
                .map(attribute -> DynamicTest.dynamicTest(attribute.name(), () -> {
                    try (Stage stage = new Stage(factory(), settings())) {
                        Map<String, Object> scope = Map.of(attribute.name(), List.of(List.of()));
                        stage.handle(event().with(factory().name(), scope).build());
                        assertThat(stage.registry().deregistrations()).isEmpty();
                    }
                }));
    }

    @Test
    void eventsThatComeTogetherAllGetTheirResults() {
        try (Stage stage = new Stage(factory(), settings())) {
            Event event = event().build();
            stage.registry().with(event.client());
            List<CompletableFuture<Result>> results = IntStream.range(0, MANY)
                    .parallel()
                    .mapToObj(i -> stage.send(event))
                    .toList();

            stage.settled(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)));
            assertThat(results).extracting(CompletableFuture::join).doesNotContainNull();
        }
    }

    @Test
    void closingItCompletesWhatIsInFlight() {
        Stage stage = new Stage(factory(), settingsWhereNothingAnswers());
        List<CompletableFuture<Result>> results = IntStream.range(0, MANY)
                .mapToObj(i -> stage.send(event().build()))
                .toList();
        stage.close();

        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .as("what was in flight is over when close() returns")
                        .isDone());
    }

    @Test
    void aSecondCloseDoesNothing() {
        Stage stage = new Stage(factory(), settings());
        stage.close();

        assertThatCode(stage::close).doesNotThrowAnyException();
    }

    @Test
    void itLeavesNoThreadBehind() throws Exception {
        ThreadGroup group = new ThreadGroup("the integration's");
        FutureTask<Result> life = new FutureTask<>(() -> {
            try (Stage stage = new Stage(factory(), settings())) {
                return stage.handle(event().build());
            }
        });
        new Thread(group, life).start();
        life.get();

        assertThat(Stage.threadsLeftIn(group)).as("threads left behind").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aSecretIsSeenNowhere() {
        return secrets("", factory().settings(), settings())
                .map(secret -> DynamicTest.dynamicTest(secret.path(), () -> {
                    List<Problem> problems = TestContext.problems(factory(), secret.settings());
                    assertThat(problems.toString()).doesNotContain(SECRET);
                    Assumptions.assumeTrue(problems.stream().noneMatch(Problem::isError), "cannot be set to any text");
                    try (Stage stage = new Stage(factory(), secret.settings())) {
                        Result result = stage.handle(event().build());
                        assertThat(stage.everythingSaid(result)).doesNotContain(SECRET);
                    }
                }));
    }

    /** The settings with one secret after the other, those within objects included, set to what must not be seen. */
    private static Stream<Secret> secrets(String outer, Schema schema, Map<?, ?> settings) {
        return schema.attributes().stream().flatMap(attribute -> {
            String name = attribute.name();
            if (attribute.secret()) {
                return Stream.of(new Secret(outer + name, with(settings, name, SECRET)));
            }
            Map<?, ?> inner = settings.get(name) instanceof Map<?, ?> object ? object : Map.of();
            return settings.get(name) instanceof List<?>
                    ? Stream.empty()
                    : attribute.inner().stream()
                            .flatMap(within -> secrets(outer + name + ".", within, inner))
                            .map(secret -> new Secret(secret.path(), with(settings, name, secret.settings())));
        });
    }

    private static Map<String, Object> with(Map<?, ?> settings, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>();
        settings.forEach((key, other) -> more.put(String.valueOf(key), other));
        more.put(name, value);
        return more;
    }

    private record Secret(String path, Map<String, Object> settings) {}

    @Test
    void itCanBeTriedOut() {
        try (Stage stage = new Stage(factory(), settings())) {
            assertThat(stage.settled(stage.integration().tryOut().toCompletableFuture()))
                    .isNotNull();
        }
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 40 ? text.substring(0, 40) + " ..." : text;
    }
}
