package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedRegistryTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final ClientName WEB_1 = new ClientName("web-1", Optional.empty());

    private final EmbeddedRegistry registry = new EmbeddedRegistry(3, 10_000);

    @Test
    void aClientIsKnownByItsEvents() {
        registry.seen(
                EventBuilder.keepaliveOf("web-1").with("address", "10.0.0.1").build());

        assertThat(await(registry.find(WEB_1, soon(new ManualClock()))))
                .get()
                .extracting(client -> client.attributes().get("address"))
                .isEqualTo("10.0.0.1");
        assertThat(await(registry.count())).isEqualTo(1);
    }

    @Test
    void aDeletedClientIsGone() {
        registry.seen(EventBuilder.keepaliveOf("web-1").build());

        assertThat(await(registry.delete(WEB_1, true, soon(new ManualClock())))).isTrue();
        assertThat(await(registry.delete(WEB_1, true, soon(new ManualClock())))).isFalse();

        assertThat(await(registry.find(WEB_1, soon(new ManualClock())))).isEmpty();
        assertThat(await(registry.count())).isZero();
        assertThat(await(registry.list(9))).isEmpty();
    }

    @Test
    void laterEventsOfTheSameSilenceDoNotBringADeletedClientBack() {
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON).build());
        await(registry.delete(WEB_1, true, soon(new ManualClock())));

        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON).resolved().build());

        assertThat(await(registry.find(WEB_1, soon(new ManualClock())))).isEmpty();
    }

    @Test
    void aDeletedClientThatHasBeenHeardSinceIsBack() {
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON).build());
        await(registry.delete(WEB_1, true, soon(new ManualClock())));

        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON.plusSeconds(1)).build());

        assertThat(await(registry.find(WEB_1, soon(new ManualClock())))).isPresent();
        assertThat(await(registry.count())).isEqualTo(1);
    }

    @Test
    void anOlderEventDoesNotMakeAClientOlder() {
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON).build());
        registry.seen(
                EventBuilder.keepaliveOf("web-1").at(NOON.minusSeconds(60)).build());

        assertThat(await(registry.find(WEB_1, soon(new ManualClock()))))
                .get()
                .extracting(Client::timestamp)
                .isEqualTo(Optional.of(NOON.minusSeconds(180)));
    }

    @Test
    void clientsOfOneNameInTwoNamespacesAreTwo() {
        registry.seen(EventBuilder.keepaliveOf("web-1").inNamespace("blue").build());
        registry.seen(EventBuilder.keepaliveOf("web-1").inNamespace("green").build());

        assertThat(await(registry.delete(new ClientName("web-1", Optional.of("blue")), true, soon(new ManualClock()))))
                .isTrue();

        assertThat(await(registry.find(new ClientName("web-1", Optional.of("green")), soon(new ManualClock()))))
                .isPresent();
    }

    @Test
    void theListBeginsWithThoseHeardLast() {
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON).build());
        registry.seen(EventBuilder.keepaliveOf("web-3").at(NOON.plusSeconds(2)).build());
        registry.seen(EventBuilder.keepaliveOf("web-2").at(NOON.plusSeconds(1)).build());

        assertThat(await(registry.list(2))).extracting(Client::name).containsExactly("web-3", "web-2");
    }

    @Test
    void allThatAreRegisteredAreShown() {
        registry.seen(EventBuilder.keepaliveOf("web-1").build());
        registry.seen(EventBuilder.keepaliveOf("web-2").build());
        await(registry.delete(WEB_1, true, soon(new ManualClock())));
        List<String> shown = new ArrayList<>();

        await(registry.forEach(client -> shown.add(client.name()), soon(new ManualClock())));

        assertThat(shown).containsExactly("web-2");
    }

    @Test
    void aFullRegistryForgetsThoseShownLongestAgo() {
        for (int i = 1; i <= 5; i++) {
            registry.seen(EventBuilder.keepaliveOf("web-" + i).build());
        }

        assertThat(await(registry.count())).isEqualTo(3);
        assertThat(await(registry.list(9)))
                .extracting(Client::name)
                .containsExactlyInAnyOrder("web-3", "web-4", "web-5");
    }

    @Test
    void soDoesOneWhoseClientsHaveTooMuchToSay() {
        for (int i = 1; i <= 3; i++) {
            registry.seen(EventBuilder.keepaliveOf("web-" + i)
                    .with("motto", "x".repeat(4_500))
                    .build());
        }

        assertThat(await(registry.count())).isEqualTo(2);
        assertThat(await(registry.list(9))).extracting(Client::name).containsExactlyInAnyOrder("web-2", "web-3");
    }

    @Test
    void whatAClientNoLongerSaysMakesRoom() {
        registry.seen(EventBuilder.keepaliveOf("web-1")
                .at(NOON)
                .with("motto", "x".repeat(9_000))
                .build());
        registry.seen(EventBuilder.keepaliveOf("web-1").at(NOON.plusSeconds(1)).build());
        registry.seen(EventBuilder.keepaliveOf("web-2")
                .with("motto", "x".repeat(9_000))
                .build());

        assertThat(await(registry.count())).isEqualTo(2);
    }

    @Test
    void theNamesOfChecksThatFailTakeRoomToo() {
        registry.seen(EventBuilder.keepaliveOf("web-1").build());
        for (int i = 1; i <= 100; i++) {
            registry.seen(EventBuilder.keepaliveOf("web-2")
                    .check("x".repeat(100) + i, 2)
                    .build());
        }

        assertThat(await(registry.list(9))).extracting(Client::name).containsExactly("web-2");
    }

    @Test
    void forgettingADeletedClientDoesNotCountItTwice() {
        registry.seen(EventBuilder.keepaliveOf("web-1").build());
        await(registry.delete(WEB_1, true, soon(new ManualClock())));
        for (int i = 2; i <= 4; i++) {
            registry.seen(EventBuilder.keepaliveOf("web-" + i).build());
        }

        assertThat(await(registry.count())).isEqualTo(3);
    }

    @Test
    void anEventIsThereUntilItIsResolvedOrItsClientIsDeleted() {
        registry.seen(EventBuilder.keepaliveOf("web-1").check("disk", 1).build());
        registry.seen(EventBuilder.keepaliveOf("web-1").check("load", 2).build());
        registry.seen(
                EventBuilder.keepaliveOf("web-1").check("load", 0).resolved().build());

        assertThat(await(registry.hasEvent(WEB_1, "disk"))).isTrue();
        assertThat(await(registry.hasEvent(WEB_1, "load"))).isFalse();

        await(registry.delete(WEB_1, true, soon(new ManualClock())));
        assertThat(await(registry.hasEvent(WEB_1, "disk"))).isFalse();
    }
}
