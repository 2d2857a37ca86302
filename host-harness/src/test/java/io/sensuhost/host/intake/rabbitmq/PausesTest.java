package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PausesTest {

    private final Pauses pauses = new Pauses();

    @Test
    void eachIsTwiceAsLongAsTheOneBeforeUpToHalfAMinute() {
        assertThat(Stream.generate(pauses::next).limit(9).map(Duration::toMillis))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void theyBeginAnewAfterASuccess() {
        pauses.next();
        pauses.next();

        pauses.reset();

        assertThat(pauses.next()).isEqualTo(Duration.ofMillis(250));
    }
}
