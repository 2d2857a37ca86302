package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RehearsalTest {

    @Test
    void itsEventsGoThroughAllAndHaveTheClientDeregistered() {
        assertThatCode(() -> Rehearsal.begin().get(60, TimeUnit.SECONDS)).doesNotThrowAnyException();
    }

    @Test
    void oneThatTakesTooLongIsNotWaitedFor() {
        assertThatCode(() -> Rehearsal.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatFailsHarmsNobody() {
        assertThatCode(() -> Rehearsal.await(
                        CompletableFuture.failedFuture(new IOException("no temporary directory")), Duration.ofDays(1)))
                .doesNotThrowAnyException();
    }
}
