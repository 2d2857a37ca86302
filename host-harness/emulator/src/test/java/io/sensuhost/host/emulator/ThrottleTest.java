package io.sensuhost.host.emulator;

import static io.sensuhost.host.emulator.AwsClients.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls beyond what an account is granted. */
class ThrottleTest {
    private final World world = new World().key("AKIDOTHER", "111111111111");
    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Emulator emulator = Emulator.start(world, 0, clock);
    private final AwsClients clients = new AwsClients(emulator);

    @AfterEach
    void stop() {
        clients.close();
        emulator.close();
    }

    @Test
    void nothingIsThrottledAtFirst() {
        assertThat(admitted(60)).isEqualTo(60);
    }

    @Test
    void fiftyCallsPassAndTenMoreEachSecond() {
        emulator.throttle().on();

        assertThat(admitted(60)).isEqualTo(50);

        clock.advance(Duration.ofMillis(1500));

        assertThat(admitted(60)).isEqualTo(15);
    }

    @Test
    void aBucketNeverHoldsMoreThanItsCapacity() {
        emulator.throttle().on(3, 10);
        assertThat(admitted(1)).isEqualTo(1);

        clock.advance(Duration.ofHours(1));

        assertThat(admitted(10)).isEqualTo(3);
    }

    @Test
    void everyAccountRegionAndActionHasABucketOfItsOwn() {
        emulator.throttle().on(1, 1);

        assertThat(describe("AKIDANY", "us-west-2")).isEqualTo("no error");
        assertThat(describe("AKIDANY", "us-west-2")).isEqualTo("503 RequestLimitExceeded");
        assertThat(describe("AKIDANY", "eu-west-1")).isEqualTo("no error");
        assertThat(describe("AKIDOTHER", "us-west-2")).isEqualTo("no error");
        assertThat(identify()).isEqualTo("no error");
        assertThat(identify()).isEqualTo("400 Throttling");
    }

    @Test
    void switchingItOnAgainFillsTheBuckets() {
        emulator.throttle().on(2, 0);
        assertThat(admitted(3)).isEqualTo(2);

        emulator.throttle().on(2, 0);

        assertThat(admitted(3)).isEqualTo(2);
    }

    @Test
    void itCanBeSwitchedOff() {
        emulator.throttle().on(1, 1);
        emulator.throttle().off();

        assertThat(admitted(5)).isEqualTo(5);
    }

    private long admitted(int calls) {
        return IntStream.range(0, calls)
                .filter(call -> describe("AKIDANY", "us-west-2").equals("no error"))
                .count();
    }

    private String describe(String accessKeyId, String region) {
        return refusal(() -> clients.ec2(accessKeyId, region).describeInstances());
    }

    private String identify() {
        return refusal(() -> clients.sts("AKIDANY", "us-west-2").getCallerIdentity());
    }
}
