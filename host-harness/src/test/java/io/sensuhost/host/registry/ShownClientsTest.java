package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FaultyRegistry.Operation.LIST;
import static io.sensuhost.host.registry.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What integrations get to see of the registry's clients. */
class ShownClientsTest {

    private final GuardedFleet fleet = GuardedFleet.of(2, GuardedFleet.limits(0, 0, 1));
    private final GuardedClients guarded = fleet.clients();
    private final ClientRegistry clients = guarded.forIntegration("ec2", false);

    @Test
    void aSampleIsSharedForSomeSeconds() {
        assertThat(await(clients.sample(1))).hasSize(1);
        assertThat(await(guarded.forIntegration("other", false).sample(9))).hasSize(2);
        assertThat(fleet.registry().calls(LIST)).isEqualTo(1);

        fleet.clock().advance(Duration.ofSeconds(10));
        assertThat(await(clients.sample(9))).extracting(Client::name).containsExactlyInAnyOrder("web-1", "web-2");
        assertThat(fleet.registry().calls(LIST)).isEqualTo(2);
    }

    @Test
    void aSampleThatCannotBeReadIsUnavailable() {
        fleet.registry().fail(LIST, Kind.NOT_DONE);

        assertUnavailable(clients.sample(9));
    }

    @Test
    void allClientsAreShownAnewEachTime() {
        List<String> shown = new ArrayList<>();

        await(clients.forEach(client -> shown.add(client.name())));
        await(clients.forEach(client -> shown.add(client.name())));

        assertThat(shown).hasSize(4).containsOnly("web-1", "web-2");
    }

    @Test
    void aViewerThatBreaksEndsTheShowAsWhatCannotBeReadDoes() {
        assertUnavailable(clients.forEach(client -> {
            throw new IllegalStateException("seen enough");
        }));
        fleet.registry().fail(LIST, Kind.NOT_DONE);
        assertUnavailable(clients.forEach(client -> {}));
    }

    private static void assertUnavailable(CompletionStage<?> answer) {
        assertThatThrownBy(() -> await(answer))
                .cause()
                .isInstanceOfSatisfying(
                        IntegrationException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(IntegrationException.Kind.UNAVAILABLE));
    }
}
