package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who claims an instance, and which instances are known. */
class KnownClientsTest {

    private static final String WEB = "i-0a1b2c3d4e5f60718";
    private static final Duration TIME = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final HesitantRegistry registry = new HesitantRegistry();
    private final KnownClients known =
            new KnownClients(registry, clock, Ec2Settings.of(Declarations.SETTINGS.read("ec2", Map.of())));

    @Test
    void anInstanceIsItsOneClients() {
        registry.clients.with(clientOf(WEB), client("web-2", "i-0123abcd"));
        assertThat(isSole()).isCompletedWithValue(true);

        known.claim(clientOf(WEB), WEB);

        assertThat(isSole()).isCompletedWithValue(true);
    }

    @Test
    void anInstanceOfTwoRegisteredClientsIsNobodys() {
        registry.clients.with(clientOf(WEB), client("web-2", WEB));

        assertThat(isSole()).isCompletedWithValue(false);
    }

    @Test
    void norIsOneThatAnotherClientsEventHasNamed() {
        registry.clients.with(clientOf(WEB));
        known.claim(client("web-2", WEB), WEB);

        assertThat(isSole()).isCompletedWithValue(false);
    }

    @Test
    void norIsOneThatTheEventsOfTwoHaveNamed() {
        known.claim(clientOf(WEB), WEB);
        known.claim(client("web-2", WEB), WEB);

        assertThat(isSole()).isCompletedWithValue(false);
    }

    @Test
    void whereTheRegistryCannotBeReadAnInstanceIsNobodys() {
        registry.clients.down();
        known.claim(clientOf(WEB), WEB);

        assertThat(isSole()).isCompletedWithValue(false);
    }

    @Test
    void aRegistryThatCouldNotBeReadIsReadAgainAtOnce() {
        registry.hold();
        CompletableFuture<Boolean> first = isSole();
        registry.answer.completeExceptionally(new IllegalStateException("The registry is away"));
        registry.answer = CompletableFuture.completedFuture(null);

        assertThat(first).isCompletedWithValue(false);
        assertThat(isSole()).isCompletedWithValue(true);
        assertThat(registry.shown).isEqualTo(2);
    }

    @Test
    void thoseWhoAskTogetherShareOneLookAtTheRegistry() {
        registry.hold();
        List<CompletableFuture<Boolean>> all =
                IntStream.range(0, 3).mapToObj(i -> isSole()).toList();
        clock.advance(TIME.minusMillis(1));
        assertThat(all).noneMatch(CompletableFuture::isDone);

        registry.answer.complete(null);

        assertThat(all).allSatisfy(sole -> assertThat(sole).isCompletedWithValue(true));
        assertThat(registry.shown).isEqualTo(1);
        assertThat(clock.pending()).isZero();
    }

    @Test
    void whoHasNoMoreTimeGoesOnWithoutTheRegistry() {
        registry.hold();
        CompletableFuture<Boolean> hasty = isSole();
        clock.advance(Duration.ofSeconds(1));
        CompletableFuture<Boolean> patient = isSole();

        clock.advance(TIME.minusSeconds(1));

        assertThat(hasty).isCompletedWithValue(false);
        assertThat(patient).isNotDone();
        registry.answer.complete(null);
        assertThat(patient).isCompletedWithValue(true);
    }

    @Test
    void whoeverWaitsAtTheEndGoesOnWithoutTheRegistry() {
        registry.hold();
        CompletableFuture<Boolean> sole = isSole();

        known.close();

        assertThat(sole).isCompletedWithValue(false);
        assertThat(clock.pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "2, 20", "29, 290", "31, 300", "1000, 300"})
    void theRegistryIsLookedAtTheLessOftenTheLongerItTakes(int took, int lasts) {
        registry.hold();
        assertThat(isSole()).isNotDone();
        clock.advance(Duration.ofSeconds(took));
        registry.answer.complete(null);

        clock.advance(Duration.ofSeconds(lasts).minusMillis(1));
        assertThat(isSole()).isCompletedWithValue(true);
        assertThat(registry.shown).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(isSole()).isCompletedWithValue(true);
        assertThat(registry.shown).isEqualTo(2);
    }

    @Test
    void theInstancesOfAnAccessAreThoseOfItsClientsOnce() {
        registry.clients.with(
                clientOf(WEB),
                client("again", WEB),
                client("elsewhere", "i-0123abcd", "region", "eu-west-1"),
                client("inexact", "i-0123ABCD"),
                client("misspelt", "i-0123abcd", "regoin", "us-east-1"),
                EventBuilder.keepaliveOf("router").client());

        assertThat(known.with(new Access(new Keys.DefaultChain(), Optional.empty(), "us-east-1")))
                .isCompletedWithValue(List.of(WEB));
    }

    @Test
    void whatWasClaimedLongestAgoIsForgottenFirst() {
        Claims few = new Claims(2);
        List.of("i-1", "i-2", "i-3").forEach(id -> few.add(clientOf(WEB), id));
        Claims others = new Claims(3);
        List.of("i-1", "i-2", "i-3").forEach(id -> others.add(client("other", WEB), id));

        assertThat(List.of("i-1", "i-2", "i-3"))
                .map(id -> few.agree(others, id))
                .containsExactly(true, false, false);
    }

    private CompletableFuture<Boolean> isSole() {
        return known.isSoleClaim(WEB, TIME).toCompletableFuture();
    }

    private static Client clientOf(String instanceId) {
        return EventBuilder.keepaliveOf(instanceId).client();
    }

    private static Client client(String name, String instanceId) {
        return EventBuilder.keepaliveOf(name)
                .with("ec2", Map.of("instance_id", instanceId))
                .client();
    }

    private static Client client(String name, String instanceId, String attribute, String value) {
        return EventBuilder.keepaliveOf(name)
                .with("ec2", Map.of("instance_id", instanceId, attribute, value))
                .client();
    }

    /** One that shows its clients when it is told to. */
    private static final class HesitantRegistry implements ClientRegistry {

        private final InMemoryRegistry clients = new InMemoryRegistry();
        private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
        private int shown;

        void hold() {
            answer = new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Result> deregister(Deregistration wish) {
            return clients.deregister(wish);
        }

        @Override
        public CompletionStage<List<Client>> sample(int limit) {
            return clients.sample(limit);
        }

        @Override
        public CompletionStage<Void> forEach(Consumer<Client> viewer) {
            shown++;
            return answer.thenCompose(now -> clients.forEach(viewer));
        }
    }
}
