package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.CoreClients.client;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.hanging;
import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of Sensu's API wait for one another, and not for longer than they have time. */
@Timeout(60)
class ApiTurnsTest {

    private static final ClientName WEB_1 = new ClientName("web-1", Optional.empty());

    private final FakeSensuCore sensu = new FakeSensuCore();
    private final HastyClock clock = new HastyClock();
    private final SensuCoreRegistry registry =
            new SensuCoreRegistry(sensu.settings(), CoreClients::read, clock, new InMemoryMetrics());

    @AfterEach
    void close() {
        registry.close();
        sensu.close();
    }

    @Test
    void noMoreThanEightRequestsAreUnderWay() {
        sensu.with(client("web-1", 1000));
        List<CompletionStage<Optional<Client>>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(registry.find(WEB_1, soon()));
        }

        assertThat(all).allSatisfy(one -> assertThat(await(one)).isPresent());
        assertThat(sensu.mostUnderWay()).isLessThanOrEqualTo(8);
    }

    @Test
    void waitingForATurnTakesFromTheSameTime() throws InterruptedException {
        sensu.always(hanging());
        Deadline early = soon();
        clock.manual().advance(Duration.ofSeconds(4));
        List<CompletionStage<Optional<Client>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(registry.find(WEB_1, soon()));
        }
        sensu.awaitRequests(8);
        CompletionStage<Optional<Client>> waiting = registry.find(WEB_1, early);

        clock.manual().advance(Duration.ofSeconds(6));

        assertThat(failure(waiting))
                .hasMessageContaining("GET /clients/web-1: not within 10 s (last: it still waited for its turn)");
        assertThat(all).allSatisfy(one -> assertThat(one.toCompletableFuture()).isNotDone());
        clock.manual().advance(Duration.ofSeconds(4));
        assertThat(all).allSatisfy(one -> assertThat(failure(one)).hasMessageContaining("not within 10 s"));
        assertThat(sensu.requests()).hasSize(8);
    }

    @Test
    void whatHasNoTimeLeftIsNotAskedAnyMore() {
        Deadline passed = soon();
        clock.manual().advance(Duration.ofSeconds(10));

        assertThat(failure(registry.delete(WEB_1, true, passed)).kind()).isEqualTo(RegistryException.Kind.NOT_DONE);
        assertThat(sensu.requests()).isEmpty();
    }

    @Test
    void aDeletionGoesBeforeAllThatWait() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        sensu.with(client("web-1", 1000)).next(Collections.nCopies(8, late(go)).toArray(Misbehaviour[]::new));
        List<CompletionStage<?>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(registry.find(WEB_1, soon()));
        }
        sensu.awaitRequests(8);
        all.add(registry.delete(WEB_1, true, soon()));
        go.countDown();
        all.forEach(Stages::await);

        assertThat(sensu.requests().subList(8, 16)).contains("DELETE /clients/web-1");
    }

    private static Misbehaviour late(CountDownLatch go) {
        return (api, exchange) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeSensuApi.reply(exchange, 404);
        };
    }

    @Test
    void aClosedRegistryAnswersEveryoneAndAsksNothingMore() throws InterruptedException {
        sensu.always(hanging());
        List<CompletionStage<Optional<Client>>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(registry.find(WEB_1, soon()));
        }
        sensu.awaitRequests(8);

        registry.close();
        all.add(registry.find(WEB_1, soon()));

        assertThat(all).allSatisfy(one -> assertThat(failure(one)).hasMessageContaining("the host"));
        assertThat(sensu.requests()).hasSize(8);
        assertThat(clock.manual().pending()).isZero();
    }

    private Deadline soon() {
        return Stages.soon(clock);
    }
}
