package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Integration;
import io.sensuhost.api.testkit.TestContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An integration gets ready with an EC2 and a registry of its own, and with no keys. */
@Timeout(60)
class WarmUpTest {

    private final TestContext context =
            TestContext.of(new Ec2IntegrationFactory(), Map.of("endpoint", "http://127.0.0.1:1"));

    @Test
    void itIsReadyThoughNobodyCouldBeAsked() {
        try (Integration integration = new Ec2IntegrationFactory().create(context)) {
            assertThat(integration.warmUp().toCompletableFuture()).isCompleted();
        }
    }

    @Test
    void nothingIsDeregisteredOrCounted() {
        try (Integration integration = new Ec2IntegrationFactory().create(context)) {
            integration.warmUp().toCompletableFuture().join();

            assertThat(context.clients().deregistrations()).isEmpty();
            assertThat(context.metrics().series()).isEmpty();
        }
    }
}
