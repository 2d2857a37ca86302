package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.registry.Answers.Answer;
import io.sensuhost.host.registry.Answers.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever answers in place of a Sensu API: a client goes only after an answer that is about it, and each call ends. */
class AnyAnswerTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Map<String, Object> EC2 = Map.of("instance_id", "i-0a1b2c3d");
    private static final String CLIENT = """
            {"name":"web-1","address":"10.0.0.1","timestamp":1795435020,"ec2":{"instance_id":"i-0a1b2c3d"}}""";
    private static final String ENTITY = """
            {"metadata":{"name":"web-1","namespace":"default","labels":{"a":"b"}},"entity_class":"agent",\
            "last_seen":1795435020,"ec2":{"instance_id":"i-0a1b2c3d"}}""";

    private static final HastyClock CLOCK = new HastyClock();
    private static final EventDecoder DECODER = new EventDecoder(CLOCK, () -> new EntityScopes(Map.of()));
    private static final FakeSensuCore CORE = new FakeSensuCore();
    private static final FakeSensuGo GO = new FakeSensuGo();
    private static final Registry OF_CORE =
            new SensuCoreRegistry(CORE.settings(), reader(DECODER::client), CLOCK, new InMemoryMetrics());
    private static final Registry OF_GO = new SensuGoRegistry(
            new SensuGoSettings(GO.url(), "s3cr3t-k3y", Optional.empty(), Optional.empty(), Duration.ofSeconds(10)),
            reader(DECODER::entity),
            CLOCK,
            new InMemoryMetrics());

    @AfterContainer
    static void close() {
        OF_CORE.close();
        OF_GO.close();
        CORE.close();
        GO.close();
    }

    @Property(tries = 100)
    void aClientOfSensuCoreGoesOnlyWhereSensuSaysThatItIsTheOne(@ForAll("ofCore") List<Answer> all) {
        Answers answers = new Answers(all, CLOCK.manual());
        CORE.always(answers);

        Result result = deregister(OF_CORE, EventBuilder.keepaliveOf("web-1"));

        assertThatItIsRight(result, answers, 202, read -> "web-1".equals(read.get("name")));
    }

    @Property(tries = 100)
    void anEntityOfSensuGoGoesOnlyWhereSensuSaysThatItIsTheOne(@ForAll("ofGo") List<Answer> all) {
        Answers answers = new Answers(all, CLOCK.manual());
        GO.always(answers);

        Result result = deregister(OF_GO, EventBuilder.keepaliveOf("web-1").inNamespace("default"));

        assertThatItIsRight(
                result,
                answers,
                204,
                read -> read.get("metadata") instanceof Map<?, ?> metadata
                        && "web-1".equals(metadata.get("name"))
                        && "default".equals(metadata.get("namespace")));
    }

    @Property(tries = 100)
    void whateverSensuCoreIsAskedEnds(@ForAll("listsOfCore") List<Answer> all) {
        CORE.always(new Answers(all, CLOCK.manual()));

        assertThatAllEnds(OF_CORE, new ClientName("web-1", Optional.empty()));
    }

    @Property(tries = 100)
    void whateverSensuGoIsAskedEnds(@ForAll("listsOfGo") List<Answer> all) {
        GO.always(new Answers(all, CLOCK.manual()));

        assertThatAllEnds(OF_GO, new ClientName("web-1", Optional.of("default")));
    }

    @Provide
    Arbitrary<List<Answer>> ofCore() {
        return Answers.damaging(CLIENT, 202);
    }

    @Provide
    Arbitrary<List<Answer>> ofGo() {
        return Answers.damaging(ENTITY, 204);
    }

    @Provide
    Arbitrary<List<Answer>> listsOfCore() {
        return Answers.damaging("[" + CLIENT + "," + CLIENT.replace("web-1", "web-2") + "]", 202);
    }

    @Provide
    Arbitrary<List<Answer>> listsOfGo() {
        return Answers.damaging("[" + ENTITY + "," + ENTITY.replace("web-1", "web-2") + "]", 204);
    }

    private static Result deregister(Registry registry, EventBuilder silent) {
        Event event = silent.at(NOON).with("ec2", EC2).build();
        Deregistration wish =
                Deregistration.of(event, "instance_absent", "it is gone").with(Evidence.PROVEN);
        DeregistrationGuard guard = new DeregistrationGuard(
                new GuardLimits(Duration.ofMinutes(10), 1, 1_000_000, 1),
                registry,
                new LocalLedger(CLOCK, List.of()),
                HeldClients.ofDaemon(),
                Audit.none(),
                CLOCK,
                new InMemoryMetrics());
        return await(new GuardedClients(registry, guard, Audit.none(), CLOCK, Duration.ofSeconds(10))
                .forIntegration("ec2", false)
                .deregister(wish));
    }

    private static void assertThatItIsRight(Result result, Answers answers, int success, Predicate<Map<?, ?>> isIt) {
        List<Asked> asked = answers.asked();
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).deletes()) {
                assertThat(i).isPositive();
                assertThat(asked.get(i - 1).deletes()).isFalse();
                assertThat(asked.get(i - 1).answer().object()).matches(isIt);
            }
        }
        List<Answer> toDeletions =
                asked.stream().filter(Asked::deletes).map(Asked::answer).toList();
        assertThat(result.code()).isIn("instance_absent", "client_already_gone", "client_returned", "registry_failed");
        if (result.code().equals("instance_absent")) {
            assertThat(toDeletions).isNotEmpty();
        }
        if (result.reason().contains("is kept as it is")) {
            assertThat(toDeletions).allMatch(answer -> answer.isWhole() && answer.status() != success);
        }
        assertThatItIsFitToBeRead(result.reason());
        assertThat(CLOCK.manual().pending()).isZero();
    }

    private static void assertThatAllEnds(Registry registry, ClientName name) {
        List<Supplier<CompletionStage<?>>> calls = List.of(
                () -> registry.find(name, Stages.soon(CLOCK)),
                () -> registry.delete(name, false, Stages.soon(CLOCK)),
                registry::count,
                () -> registry.list(1).thenAccept(some -> assertThat(some).hasSizeLessThan(2)),
                () -> registry.forEach(client -> assertThat(client.name()).isNotBlank(), Stages.soon(CLOCK)),
                () -> registry.hasEvent(name, "keepalive"));
        for (Supplier<CompletionStage<?>> call : calls) {
            try {
                await(call.get());
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(RegistryException.class);
                assertThatItIsFitToBeRead(e.getCause().getMessage());
            }
        }
        assertThat(CLOCK.manual().pending()).isZero();
    }

    private static void assertThatItIsFitToBeRead(String message) {
        assertThat(message).hasSizeLessThan(1_000).doesNotContain("s3cr3t-k3y").doesNotContainPattern("\\p{Cc}");
    }

    private static Function<Map<String, Object>, Client> reader(Reading reading) {
        return json -> {
            try {
                return reading.read(json);
            } catch (MalformedEvent e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    @FunctionalInterface
    private interface Reading {
        Client read(Map<String, Object> json) throws MalformedEvent;
    }
}
