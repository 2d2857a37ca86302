package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Wishes.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldClientsTest {

    private final HeldClients held = new HeldClients(2, false, "look");

    @Test
    void theOneHeldLongestIsForgottenFirst() {
        held.hold("ec2", event("web-1"));
        held.hold("ec2", event("web-2"));
        held.hold("ec2", event("web-3"));

        assertThat(held.all()).extracting(one -> one.event().client().name()).containsExactly("web-2", "web-3");
        assertThat(held.hold("ec2", event("web-1"))).isTrue();
    }

    @Test
    void aClientIsHeldForEachIntegrationThatWantsItGone() {
        assertThat(held.hold("ec2", event("web-1"))).isTrue();
        assertThat(held.hold("puppet", event("web-1"))).isTrue();
        assertThat(held.hold("ec2", event("web-1"))).isFalse();

        assertThat(held.all()).hasSize(2);
    }

    @Test
    void partOfWhatIsHeldAndReleasedCanBeForgotten() {
        ClientName client = new ClientName("web-1", Optional.empty());
        held.hold("ec2", event("web-1"));
        held.release(any -> true, Duration.ofSeconds(60));
        held.hold("puppet", event("web-1"));

        held.drop(client, (integration, event) -> integration.equals("other"));
        assertThat(held.all()).hasSize(1);

        held.drop(client, (integration, event) -> event.check().name().equals("keepalive"));
        assertThat(held.all()).isEmpty();
        assertThat(held.size()).isZero();
        assertThat(held.hasPass("ec2", client, Duration.ZERO)).isFalse();
    }

    @Test
    void aPassIsForTheIntegrationThatWasHeld() {
        ClientName client = new ClientName("web-1", Optional.empty());
        held.hold("ec2", event("web-1"));
        held.release(any -> true, Duration.ofSeconds(60));

        assertThat(held.hasPass("ec2", client, Duration.ofSeconds(59))).isTrue();
        assertThat(held.hasPass("puppet", client, Duration.ofSeconds(59))).isFalse();

        held.drop(client);
        assertThat(held.hasPass("ec2", client, Duration.ofSeconds(59))).isFalse();
    }

    @Test
    void thePassGivenFirstIsForgottenFirst() {
        for (String client : List.of("web-1", "web-2", "web-3")) {
            held.hold("ec2", event(client));
            held.release(any -> true, Duration.ofSeconds(60));
        }

        assertThat(hasPass("web-1")).isFalse();
        assertThat(hasPass("web-2")).isTrue();
        assertThat(hasPass("web-3")).isTrue();
    }

    private boolean hasPass(String client) {
        return held.hasPass("ec2", new ClientName(client, Optional.empty()), Duration.ZERO);
    }
}
