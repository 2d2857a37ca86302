package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances that EC2 does not see yet. */
class QuirksTest {
    private static final String NEW = "i-0a1b2c3d4e5f60718";

    private final World world = new World();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Emulator emulator = Emulator.start(world, 0, clock);
    private final AwsClients clients = new AwsClients(emulator);

    QuirksTest() {
        world.fleet("us-west-2").put(NEW, InstanceState.PENDING);
    }

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void anInstanceCanBeUnseenForSomeCalls() {
        emulator.quirks().unseenFor(NEW, 2);

        assertThat(describe()).isEqualTo("400 InvalidInstanceID.NotFound");
        assertThat(countInRegion()).isZero();
        assertThat(describe()).isEqualTo("no error");
        assertThat(countInRegion()).isOne();
    }

    @Test
    void anInstanceCanBeUnseenForSomeTime() {
        emulator.quirks().unseenUntil(NEW, clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));

        assertThat(describe()).isEqualTo("400 InvalidInstanceID.NotFound");

        clock.advance(Duration.ofSeconds(1));

        assertThat(describe()).isEqualTo("no error");
    }

    private String describe() {
        return refusal(
                () -> clients.ec2("AKIDANY", "us-west-2").describeInstances(request -> request.instanceIds(NEW)));
    }

    private int countInRegion() {
        return clients.ec2("AKIDANY", "us-west-2")
                .describeInstances()
                .reservations()
                .size();
    }
}
