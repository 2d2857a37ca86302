package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.text;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.InMemoryMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensuGoRegistryTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ClientName FIG = new ClientName("fig-9", Optional.of("greenhouse"));
    private static final String FIGS_PATH = "/api/core/v2/namespaces/greenhouse/entities/fig-9";

    private final FakeSensuGo sensu = new FakeSensuGo();
    private final SensuGoRegistry anywhere = registry(Optional.empty());
    private final SensuGoRegistry confined = registry(Optional.of("greenhouse"));

    @AfterEach
    void close() {
        anywhere.close();
        confined.close();
        sensu.close();
    }

    @Test
    void anEntityIsReadInItsOwnNamespace() {
        sensu.requireAuthorization("Key s3cr3t-k3y");
        sensu.with("greenhouse", "fig-9", NOON);

        assertThat(await(anywhere.find(FIG, soon())))
                .get()
                .extracting(Client::timestamp)
                .isEqualTo(Optional.of(NOON));
        assertThat(await(anywhere.find(new ClientName("fig-9", Optional.of("cellar")), soon())))
                .isEmpty();
        assertThat(sensu.requests().get(0)).isEqualTo("GET " + FIGS_PATH);
    }

    @Test
    void anEntityIsDeletedOnce() {
        sensu.with("greenhouse", "fig-9", NOON);

        assertThat(await(anywhere.delete(FIG, true, soon()))).isTrue();
        assertThat(await(anywhere.delete(FIG, true, soon()))).isFalse();

        assertThat(sensu.knows("greenhouse", "fig-9")).isFalse();
        assertThat(sensu.requests()).containsOnly("DELETE " + FIGS_PATH);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 401, 403})
    void onlyNoContentIsADeletion(int status) {
        sensu.always(text(status, "the key s3cr3t-k3y"));

        assertThat(failure(anywhere.delete(FIG, true, soon())))
                .hasMessageContaining(status + ": the key REDACTED")
                .extracting(RegistryException::kind)
                .isEqualTo(RegistryException.Kind.NOT_DONE);
    }

    @Test
    void anEventWithoutNamespaceBelongsToTheOneThatIsSet() {
        sensu.with("greenhouse", "fig-9", NOON);

        assertThat(await(confined.delete(new ClientName("fig-9", Optional.empty()), true, soon())))
                .isTrue();
    }

    @Test
    void anEventWithoutNamespaceIsNobodysWhereNoneIsSet() {
        assertThat(failure(anywhere.delete(new ClientName("fig-9", Optional.empty()), true, soon())))
                .hasMessageContaining("set host.registry.namespace");
        assertThat(sensu.requests()).isEmpty();
    }

    @Test
    void anEntityElsewhereIsNoneOfTheHostsBusiness() {
        ClientName elsewhere = new ClientName("fig-9", Optional.of("cellar"));
        sensu.with("cellar", "fig-9", NOON);

        assertThat(failure(confined.find(elsewhere, soon())).kind())
                .isEqualTo(RegistryException.Kind.FOREIGN_NAMESPACE);
        assertThat(failure(confined.delete(elsewhere, true, soon())))
                .hasMessageContaining("cellar/fig-9")
                .extracting(RegistryException::kind)
                .isEqualTo(RegistryException.Kind.FOREIGN_NAMESPACE);
        assertThat(sensu.requests()).isEmpty();
    }

    @Test
    void entitiesAreCountedPageByPage() {
        for (int i = 0; i < 1201; i++) {
            sensu.with("greenhouse", "fig-" + i, NOON);
        }
        sensu.with("cellar", "wine", NOON);

        assertThat(await(confined.count())).isEqualTo(1201);
        assertThat(await(anywhere.count())).isEqualTo(1202);

        assertThat(sensu.requests())
                .startsWith(
                        "GET /api/core/v2/namespaces/greenhouse/entities?limit=500",
                        "GET /api/core/v2/namespaces/greenhouse/entities?limit=500&continue=k%20500",
                        "GET /api/core/v2/namespaces/greenhouse/entities?limit=500&continue=k%201000",
                        "GET /api/core/v2/entities?limit=500");
    }

    @Test
    void theListIsReadPageByPageAndNoFurtherThanWanted() {
        for (int i = 0; i < 1201; i++) {
            sensu.with("greenhouse", "fig-" + i, NOON.plusSeconds(i));
        }

        assertThat(await(confined.list(600)))
                .hasSize(600)
                .first()
                .extracting(Client::name)
                .isEqualTo("fig-599");
        assertThat(sensu.requests()).hasSize(2).last().asString().contains("limit=100&");
    }

    @Test
    void allEntitiesAreShownPageByPage() {
        for (int i = 0; i < 1201; i++) {
            sensu.with("greenhouse", "fig-" + i, NOON);
        }
        List<String> shown = new ArrayList<>();

        await(confined.forEach(client -> shown.add(client.name()), soon()));

        assertThat(shown).hasSize(1201).doesNotHaveDuplicates();
        assertThat(sensu.requests()).hasSize(3);
    }

    @Test
    void aCheckThatIsWellIsNoEvent() {
        sensu.withEvent("greenhouse", "fig-9", "disk", 2).withEvent("greenhouse", "fig-9", "load", 0);

        assertThat(await(confined.hasEvent(FIG, "disk"))).isTrue();
        assertThat(await(confined.hasEvent(FIG, "load"))).isFalse();
        assertThat(await(confined.hasEvent(FIG, "none"))).isFalse();
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsNotShown() {
        SensuGoSettings broken = new SensuGoSettings(
                sensu.url(), "s3cr3t\nk3y", Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
        try (SensuGoRegistry registry =
                new SensuGoRegistry(broken, SensuGoRegistryTest::read, new HastyClock(), new InMemoryMetrics())) {
            assertThat(failure(registry.find(FIG, soon())))
                    .hasMessageEndingWith("check its address and host.registry.api_key")
                    .message()
                    .doesNotContain("s3cr3t", "k3y");
        }
    }

    @Test
    void anEmptyPageIsTheLastWhateverItPromises() {
        sensu.always((api, exchange) -> {
            exchange.getResponseHeaders()
                    .set("Sensu-Continue", "page-" + sensu.requests().size());
            FakeSensuApi.reply(exchange, 200, List.of());
        });

        assertThat(await(anywhere.count())).isZero();
        await(anywhere.forEach(client -> {}, soon()));
        assertThat(sensu.requests()).hasSize(2);
    }

    @Test
    void aListWithoutAnEndIsGivenUp() {
        sensu.always((api, exchange) -> {
            exchange.getResponseHeaders().set("Sensu-Continue", "again");
            FakeSensuApi.reply(
                    exchange, 200, List.of(Map.of("metadata", Map.of("name", "a", "namespace", "b"), "last_seen", 1)));
        });

        assertThat(failure(anywhere.forEach(client -> {}, soon()))).hasMessageContaining("does not come to an end");
        assertThat(failure(anywhere.count())).hasMessageContaining("does not come to an end");
        assertThat(sensu.requests()).hasSize(4);
    }

    @Test
    void anotherEntityThanTheOneAskedForIsNoAnswer() {
        sensu.always(text(200, "{\"metadata\":{\"name\":\"fig-9\",\"namespace\":\"cellar\"},\"last_seen\":1}"));

        assertThat(failure(anywhere.find(FIG, soon()))).hasMessageContaining("which is not greenhouse/fig-9");
        assertThat(failure(confined.find(new ClientName("fig-9", Optional.empty()), soon())))
                .hasMessageContaining("which is not greenhouse/fig-9");
    }

    @Test
    void anEntityThatIsNoneSaysWhoAnswered() {
        sensu.always(text(200, "[{}]"));

        assertThat(failure(anywhere.list(10))).hasMessageContaining("which cannot be read");
        assertThat(failure(anywhere.forEach(client -> {}, soon()))).hasMessageContaining("which cannot be read");
    }

    @Test
    void settingsDoNotShowTheKey() {
        assertThat(settings(Optional.empty())).asString().doesNotContain("s3cr3t");
    }

    private SensuGoRegistry registry(Optional<String> namespace) {
        return new SensuGoRegistry(
                settings(namespace), SensuGoRegistryTest::read, new HastyClock(), new InMemoryMetrics());
    }

    private SensuGoSettings settings(Optional<String> namespace) {
        return new SensuGoSettings(sensu.url(), "s3cr3t-k3y", namespace, Optional.empty(), Duration.ofSeconds(10));
    }

    private static Client read(Map<String, Object> entity) {
        Map<?, ?> metadata = (Map<?, ?>) entity.get("metadata");
        return new Client(
                (String) metadata.get("name"),
                Optional.of((String) metadata.get("namespace")),
                Optional.of(Instant.ofEpochSecond(((Number) entity.get("last_seen")).longValue())),
                entity);
    }

    private static Deadline soon() {
        return Stages.soon(new HastyClock());
    }
}
