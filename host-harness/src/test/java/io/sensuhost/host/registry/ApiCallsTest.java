package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.CoreClients.client;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.hanging;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.losingTheAnswer;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.status;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.text;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.throttle;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of Sensu's API is tried again while that makes sense, and what came of it is told. */
@Timeout(60)
class ApiCallsTest {

    private static final ClientName WEB_1 = new ClientName("web-1", Optional.empty());

    private final FakeSensuCore sensu = new FakeSensuCore();
    private final HastyClock clock = new HastyClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final SensuCoreRegistry registry =
            new SensuCoreRegistry(sensu.settings(), CoreClients::read, clock, metrics);

    @AfterEach
    void close() {
        registry.close();
        sensu.close();
    }

    @Test
    void whatFailsInPassingIsTriedAgainWithGrowingPauses() {
        sensu.with(client("web-1", 1000)).next(status(500), status(503), status(502));

        assertThat(await(registry.find(WEB_1, soon()))).isPresent();

        assertThat(clock.pauses())
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(metrics.counted("registry_calls", "operation", "find", "status", "200"))
                .isEqualTo(1);
        assertThat(metrics.counted("registry_calls")).isEqualTo(4);
    }

    @Test
    void aThrottledCallWaitsAsLongAsItIsAskedTo() {
        sensu.with(client("web-1", 1000)).next(throttle(3));

        assertThat(await(registry.find(WEB_1, soon()))).isPresent();

        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aThrottledCallThatWouldWaitBeyondItsTimeFailsAtOnce() {
        sensu.next(throttle(11));

        assertThat(failure(registry.find(WEB_1, soon()))).hasMessageContaining("not within 10 s (last: HTTP 429)");
    }

    @Test
    void whatNeverAnswersWellFailsWhenItsTimeHasRunOut() {
        sensu.always(status(503));

        assertThat(failure(registry.find(WEB_1, soon())))
                .hasMessageContaining("last: HTTP 503")
                .extracting(RegistryException::kind)
                .isEqualTo(RegistryException.Kind.NOT_DONE);
        assertThat(clock.pauses()).endsWith(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aServerThatIsNotThereIsAnError() {
        sensu.close();

        assertThat(failure(registry.delete(WEB_1, true, soon())))
                .hasMessageContaining("cannot connect")
                .extracting(RegistryException::kind)
                .isEqualTo(RegistryException.Kind.NOT_DONE);
    }

    @Test
    void aDeletionThatIsNeverAnsweredMayHaveBeenDone() throws InterruptedException {
        sensu.always(hanging());

        CompletionStage<Boolean> deletion = registry.delete(WEB_1, true, soon());
        sensu.awaitRequests(1);
        clock.manual().advance(Duration.ofSeconds(10));

        assertThat(failure(deletion).kind()).isEqualTo(RegistryException.Kind.UNKNOWN);
        assertThat(metrics.counted("registry_calls", "operation", "delete", "status", "timeout"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aDeletionIsAskedForOnceSinceTheClientMustBeLookedAtBeforeTheNextTime(int status) {
        sensu.with(client("web-1", 1000)).next(status(status));

        RegistryException failure = failure(registry.delete(WEB_1, true, soon()));

        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.NOT_DONE);
        assertThat(failure.passesIn()).contains(Duration.ZERO);
        assertThat(sensu.requests()).hasSize(1);
    }

    @Test
    void aDeletionWhoseAnswerWasLostMayHaveBeenDone() {
        sensu.with(client("web-1", 1000)).next(losingTheAnswer());

        assertThat(failure(registry.delete(WEB_1, true, soon())).kind()).isEqualTo(RegistryException.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void aProxyThatGivesUpMayHavePassedTheDeletionOn(int status) {
        sensu.next(status(status));

        assertThat(failure(registry.delete(WEB_1, true, soon())).kind()).isEqualTo(RegistryException.Kind.UNKNOWN);
    }

    @Test
    void aPageThatIsNotSensusIsAnError() {
        sensu.always(text(200, "<html>welcome</html>"));

        assertThat(failure(registry.find(WEB_1, soon())))
                .hasMessageContaining("200: <html>welcome</html>, which cannot be read");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        sensu.always((api, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[1 << 16];
            while (true) {
                exchange.getResponseBody().write(part);
            }
        });

        assertThat(failure(registry.find(WEB_1, soon()))).hasMessageContaining("longer than 4194304 bytes");
    }

    private Deadline soon() {
        return Stages.soon(clock);
    }
}
