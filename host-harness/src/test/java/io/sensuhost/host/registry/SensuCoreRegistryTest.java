package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.CoreClients.client;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.bytes;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.status;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.text;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.InMemoryMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SensuCoreRegistryTest {

    private static final ClientName WEB_1 = new ClientName("web-1", Optional.empty());

    private final FakeSensuCore sensu = new FakeSensuCore();
    private final HastyClock clock = new HastyClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final SensuCoreRegistry registry = registry(sensu.settings());

    @AfterEach
    void close() {
        registry.close();
        sensu.close();
    }

    @Test
    void aClientIsReadAsItIsNow() {
        sensu.with(client("web-1", 1000));

        Optional<Client> found = await(registry.find(WEB_1, soon()));

        assertThat(found).get().extracting(Client::timestamp).isEqualTo(Optional.of(Instant.ofEpochSecond(1000)));
    }

    @Test
    void aClientThatSensuDoesNotKnowIsNotThere() {
        assertThat(await(registry.find(WEB_1, soon()))).isEmpty();
    }

    @Test
    void anEntityOfSensuGoIsNoneOfItsClients() {
        ClientName entity = new ClientName("web-1", Optional.of("default"));
        sensu.with(client("web-1", 1000));

        assertThat(List.of(failure(registry.find(entity, soon())), failure(registry.delete(entity, false, soon()))))
                .allSatisfy(refused -> assertThat(refused.kind()).isEqualTo(RegistryException.Kind.FOREIGN_NAMESPACE))
                .allSatisfy(refused -> assertThat(refused).hasMessageStartingWith("default/web-1 is an entity"));
        assertThat(sensu.requests()).isEmpty();
    }

    @Test
    void aRefusedCountIsNotTriedByReadingAll() {
        sensu.always(status(403));

        assertThat(failure(registry.count())).hasMessageContaining("403");
        assertThat(sensu.requests()).hasSize(1);
    }

    @Test
    void anEmptyEventIsNone() {
        sensu.always(text(200, "{}"));

        assertThat(await(registry.hasEvent(WEB_1, "keepalive"))).isFalse();
    }

    @Test
    void anotherClientThanTheOneAskedForIsNoAnswer() {
        sensu.always(text(200, "{\"name\":\"web-10\",\"timestamp\":1}"));

        assertThat(failure(registry.find(WEB_1, soon())))
                .hasMessageContaining("which is not web-1")
                .hasMessageContaining("see that nothing else answers");
    }

    @Test
    void anAnswerThatGoesOnAfterItsEndIsNone() {
        sensu.always(text(200, "{\"name\":\"web-1\",\"timestamp\":1}{}"));

        assertThat(failure(registry.find(WEB_1, soon()))).hasMessageContaining("which cannot be read");
    }

    /** The name of its attribute would else be another one, and the client seem to have none. */
    @Test
    void oneWithADamagedByteIsNoneEither() {
        byte[] answer = "{\"name\":\"web-1\",\"timestamp\":1,\"ec2\":{\"instance_id\":\"i-0a1b2c3d\"}}"
                .replace("\"ec2", "\"\u00f2c2")
                .getBytes(StandardCharsets.ISO_8859_1);
        sensu.always(bytes(200, answer));

        assertThat(failure(registry.find(WEB_1, soon()))).hasMessageContaining("no text in UTF-8");
    }

    @Test
    void aClientThatCannotReturnIsDeletedAndKeptFromRegisteringForAWhile() {
        sensu.with(client("web-1", 1000));

        assertThat(await(registry.delete(WEB_1, false, soon()))).isTrue();

        assertThat(sensu.knows("web-1")).isFalse();
        assertThat(sensu.requests()).containsExactly("DELETE /clients/web-1?invalidate=true&invalidate_expire=120");
    }

    @Test
    void aClientThatCanReturnMayRegisterAgainAtOnce() {
        sensu.with(client("web-1", 1000));

        assertThat(await(registry.delete(WEB_1, true, soon()))).isTrue();

        assertThat(sensu.requests()).containsExactly("DELETE /clients/web-1");
    }

    @Test
    void deletingWhatIsGoneIsNoError() {
        assertThat(await(registry.delete(WEB_1, true, soon()))).isFalse();
    }

    @Test
    void aNameIsEncodedAsOneSegmentOfThePath() {
        String name = "a b/../ü?x=1#y%";
        sensu.with(client(name, 1000));

        assertThat(await(registry.find(new ClientName(name, Optional.empty()), soon())))
                .isPresent();

        assertThat(sensu.requests()).containsExactly("GET /clients/a%20b%2F..%2F%C3%BC%3Fx%3D1%23y%25");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 400, 401, 403, 409})
    void onlyAcceptedIsADeletion(int status) {
        sensu.with(client("web-1", 1000));
        sensu.always(status(status == 204 ? 205 : status));

        assertThat(failure(registry.delete(WEB_1, true, soon())))
                .hasMessageContaining("DELETE /clients/web-1")
                .extracting(RegistryException::kind)
                .isEqualTo(RegistryException.Kind.NOT_DONE);
    }

    @Test
    void aRefusalNamesTheStatusAndTheSettingsToCheckAndNoSecret() {
        SensuCoreRegistry secured = registry(withPassword("hush-hush"));
        sensu.always(text(401, "no entry with hush-hush or " + base64("admin:hush-hush") + "\n" + "x".repeat(5000)));

        assertThat(failure(secured.delete(WEB_1, true, soon())))
                .hasMessageContaining("401: no entry with REDACTED or REDACTED x")
                .hasMessageEndingWith("check api.user and api.password")
                .extracting(e -> e.getMessage().length())
                .isEqualTo(Math.min(
                        400,
                        failure(secured.delete(WEB_1, true, soon()))
                                .getMessage()
                                .length()));
        secured.close();
    }

    @Test
    void userAndPasswordAreSentAsBasicAuthentication() {
        sensu.with(client("web-1", 1000)).requireAuthorization("Basic " + base64("admin:hush-hush"));
        SensuCoreRegistry secured = registry(withPassword("hush-hush"));

        assertThat(await(secured.find(WEB_1, soon()))).isPresent();
        assertThat(failure(registry.find(WEB_1, soon()))).hasMessageContaining("401");
        secured.close();
    }

    @Test
    void settingsDoNotShowThePassword() {
        assertThat(withPassword("hush-hush")).asString().doesNotContain("hush-hush");
        assertThat(withPassword("hush-hush").access()).asString().doesNotContain("hush-hush");
    }

    @Test
    void clientsAreCountedWithoutReadingThem() {
        sensu.with(client("web-1", 1), client("web-2", 2), client("web-3", 3));

        assertThat(await(registry.count())).isEqualTo(3);

        assertThat(sensu.requests()).containsExactly("GET /clients?limit=1");
    }

    @Test
    void clientsAreCountedByReadingThemWhereThereIsNoPagination() {
        sensu.withoutPagination().with(client("web-1", 1), client("web-2", 2), client("web-3", 3));

        assertThat(await(registry.count())).isEqualTo(3);
    }

    @Test
    void theListBeginsWithThoseHeardLast() {
        sensu.with(client("web-1", 1), client("web-3", 3), client("web-2", 2), client("web-0", 0));

        assertThat(await(registry.list(3))).extracting(Client::name).containsExactly("web-3", "web-2", "web-1");
        assertThat(sensu.requests()).containsExactly("GET /clients?limit=3");
    }

    @Test
    void allClientsAreShownPageByPage() {
        IntStream.rangeClosed(1, 2000).forEach(i -> sensu.with(client("web-" + i, i)));
        List<String> shown = new ArrayList<>();

        await(registry.forEach(client -> shown.add(client.name()), soon()));

        assertThat(shown).hasSize(2000).doesNotHaveDuplicates();
        assertThat(sensu.requests())
                .containsExactly("GET /clients?limit=1000&offset=0", "GET /clients?limit=1000&offset=1000");
    }

    @Test
    void aPageThatLacksAClientWhichIsBeingDeletedIsNotTheLast() {
        IntStream.rangeClosed(1, 2000).forEach(i -> sensu.with(client("web-" + i, i)));
        sensu.deletesWhileListing("web-7");
        List<String> shown = new ArrayList<>();

        await(registry.forEach(client -> shown.add(client.name()), soon()));

        assertThat(shown).hasSize(1999).contains("web-2000");
    }

    @Test
    void whoMovesUpSinceOthersAreDeletedBetweenTwoPagesIsShownAllTheSame() {
        IntStream.rangeClosed(1, 3000).forEach(i -> sensu.with(client("web-" + i, i)));
        Set<String> shown = new HashSet<>();

        await(registry.forEach(
                client -> {
                    if (shown.size() % 1000 == 500) {
                        IntStream.rangeClosed(1, 5).forEach(i -> sensu.forget("web-" + (shown.size() - i)));
                    }
                    shown.add(client.name());
                },
                soon()));

        assertThat(shown).hasSize(3000);
    }

    @Test
    void anApiWithoutPagesShowsAllAtOnce() {
        sensu.withoutPagination();
        IntStream.rangeClosed(1, 1001).forEach(i -> sensu.with(client("web-" + i, i)));
        List<String> shown = new ArrayList<>();

        await(registry.forEach(client -> shown.add(client.name()), soon()));

        assertThat(shown).hasSize(1001).doesNotHaveDuplicates();
        assertThat(sensu.requests()).hasSize(1);
    }

    @Test
    void anApiWithoutPagesThatHasJustOnePageFullShowsItOnce() {
        sensu.withoutPagination();
        IntStream.rangeClosed(1, 1000).forEach(i -> sensu.with(client("web-" + i, i)));
        List<String> shown = new ArrayList<>();

        await(registry.forEach(client -> shown.add(client.name()), soon()));

        assertThat(shown).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void aClientThatIsNoneEndsTheShowAndSaysWhoAnswered() {
        sensu.always(text(200, "[{\"name\":\"web-1\"},null]"));

        assertThatThrownBy(() -> await(registry.forEach(client -> {}, soon())))
                .hasCauseInstanceOf(RegistryException.class)
                .hasMessageContaining("which cannot be read");
    }

    @Test
    void aPageThatCannotBeReadEndsTheShow() {
        sensu.with(client("web-1", 1)).requireAuthorization("another");

        assertThatThrownBy(() -> await(registry.forEach(client -> {}, soon())))
                .hasCauseInstanceOf(RegistryException.class);
    }

    @Test
    void anEventIsLookedUpByClientAndCheck() {
        sensu.withEvent("web-1", "disk");

        assertThat(await(registry.hasEvent(WEB_1, "disk"))).isTrue();
        assertThat(await(registry.hasEvent(WEB_1, "load"))).isFalse();
    }

    private SensuCoreRegistry registry(SensuCoreSettings settings) {
        return new SensuCoreRegistry(settings, CoreClients::read, clock, metrics);
    }

    private SensuCoreSettings withPassword(String password) {
        return new SensuCoreSettings(
                sensu.url(),
                Optional.of("admin"),
                Optional.of(password),
                Optional.empty(),
                true,
                Duration.ofSeconds(120),
                Duration.ofSeconds(10));
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Deadline soon() {
        return Stages.soon(clock);
    }
}
