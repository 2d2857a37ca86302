package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.hanging;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.losingTheAnswer;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.rightly;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.status;
import static io.sensuhost.host.registry.FakeSensuApi.Misbehaviour.throttle;
import static io.sensuhost.host.registry.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.host.audit.Audit;
import io.sensuhost.host.audit.AuditEntry;
import io.sensuhost.host.audit.AuditEntry.What;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@Timeout(60)
class DeregistrationOverApiTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Event SILENT =
            EventBuilder.keepaliveOf("web-1").at(NOON).build();
    private static final Deregistration WISH = Wishes.of(SILENT, Evidence.INFERRED);
    private static final GuardLimits USUAL = new GuardLimits(WINDOW, 0.2, 10, 1);

    private final FakeSensuCore sensu = new FakeSensuCore().with(SILENT.client());
    private final HastyClock clock = new HastyClock();
    private final List<AuditEntry> audit = new ArrayList<>();
    private final SensuCoreRegistry registry =
            new SensuCoreRegistry(sensu.settings(), CoreClients::read, clock, new InMemoryMetrics());
    private final Ledger ledger = new LocalLedger(clock, List.of());

    @AfterEach
    void close() {
        registry.close();
        sensu.close();
    }

    @Test
    void whatFailsInPassingIsTriedAgainAfterAnotherLook() {
        sensu.next(rightly(), status(500), rightly(), throttle(3));

        assertThat(deregister().code()).isEqualTo("instance_absent");

        assertThat(methods()).containsExactly("GET", "DELETE", "GET", "DELETE", "GET", "DELETE");
        assertThat(clock.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(3));
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.DEREGISTERED);
        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
    }

    @Test
    void aClientThatIsGoneAfterTheAnswerWasLostHasBeenDeleted() {
        sensu.next(rightly(), losingTheAnswer());

        assertThat(deregister().code()).isEqualTo("instance_absent");

        assertThat(methods()).containsExactly("GET", "DELETE", "GET");
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.DEREGISTERED);
        assertThat(ledger.tally(WINDOW).deleted()).isEqualTo(1);
    }

    @Test
    void aClientThatComesBackAfterTheAnswerWasLostIsNotDeletedAgain() {
        sensu.next(rightly(), (api, exchange) -> {
            losingTheAnswer().answer(api, exchange);
            returns();
        });

        assertThat(deregister().code()).isEqualTo("client_returned");

        assertThat(methods()).containsExactly("GET", "DELETE", "GET");
        assertThat(sensu.knows("web-1")).isTrue();
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.UNANSWERED);
        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
    }

    @Test
    void aClientThatComesBackBetweenTwoAttemptsCostsNothing() {
        sensu.next(rightly(), (api, exchange) -> {
            returns();
            FakeSensuApi.reply(exchange, 503);
        });

        assertThat(deregister().code()).isEqualTo("client_returned");

        assertThat(methods()).containsExactly("GET", "DELETE", "GET");
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.NOT_DEREGISTERED);
        assertThat(ledger.tally(WINDOW).spent()).isZero();
    }

    @Test
    void lookingAgainInVainLeavesTheDoubtOfTheAnswerThatWasLost() {
        sensu.next(rightly(), losingTheAnswer());
        sensu.always(status(403));

        Result result = deregister();

        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(result.reason())
                .startsWith("web-1 may have been deregistered or not: ")
                .contains("403");
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.UNANSWERED);
        assertThat(ledger.tally(WINDOW).spent()).isEqualTo(1);
    }

    @Test
    void allCallsOfADeregistrationShareOneTime() throws InterruptedException {
        sensu.next(taking(Duration.ofMillis(7500)), hanging());

        CompletionStage<Result> result = begin(USUAL);
        sensu.awaitRequests(2);
        clock.manual().advance(Duration.ofMillis(2500));

        assertThat(await(result).code()).isEqualTo("registry_failed");
        assertThat(await(result).reason())
                .startsWith("web-1 may have been deregistered or not: ")
                .contains("10 s");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(10));
        assertThat(audit).extracting(AuditEntry::what).containsExactly(What.DEREGISTERING, What.UNANSWERED);
    }

    @Test
    void retriesEndWithThatTime() {
        sensu.always((api, exchange) -> {
            if (exchange.getRequestMethod().equals("GET")) {
                rightly().answer(api, exchange);
            } else {
                FakeSensuApi.reply(exchange, 503);
            }
        });

        Result result = deregister();

        assertThat(result.code()).isEqualTo("registry_failed");
        assertThat(result.reason()).startsWith("web-1 is kept as it is: ").contains("last: HTTP 503");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(9100));
        assertThat(ledger.tally(WINDOW).spent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void whateverTheTimeOfDayIsSetToMeanwhile(int hours) {
        sensu.always((api, exchange) -> {
            clock.manual().step(Duration.ofHours(hours));
            if (exchange.getRequestMethod().equals("GET")) {
                rightly().answer(api, exchange);
            } else {
                FakeSensuApi.reply(exchange, 503);
            }
        });

        assertThat(deregister().code()).isEqualTo("registry_failed");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(9100));
    }

    @Test
    void aCountThatTakesTheRestOfTheTimeFailsTheDeregistration() throws InterruptedException {
        sensu.next(taking(Duration.ofSeconds(1)), hanging());
        GuardLimits strict = new GuardLimits(WINDOW, 0.5, 0, 1);

        CompletionStage<Result> result = begin(strict);
        sensu.awaitRequests(2);
        clock.manual().advance(Duration.ofSeconds(9));

        assertThat(await(result).code()).isEqualTo("registry_failed");
        assertThat(methods()).containsExactly("GET", "GET");
    }

    @Test
    void aGuardThatTookLongIsFollowedByAFreshLook() {
        sensu.next(rightly(), (api, exchange) -> {
            clock.manual().advance(Duration.ofSeconds(2));
            returns();
            exchange.getResponseHeaders().set("X-Pagination", "{\"total\":10}");
            FakeSensuApi.reply(exchange, 200, List.of());
        });
        GuardLimits strict = new GuardLimits(WINDOW, 0.5, 0, 1);

        assertThat(await(begin(strict)).code()).isEqualTo("client_returned");

        assertThat(sensu.requests())
                .containsExactly("GET /clients/web-1", "GET /clients?limit=1", "GET /clients/web-1");
        assertThat(ledger.tally(WINDOW).spent()).isZero();
    }

    @Test
    void whateverIsLoggedOnTheWayAndAfterwardsIsAboutTheEvent() {
        List<Map<String, String>> contexts = new ArrayList<>();
        sensu.next(rightly(), status(500));
        GuardedClients clients =
                clients(new GuardLimits(WINDOW, 0, 1, 1), entry -> contexts.add(MDC.getCopyOfContextMap()));

        await(clients.forIntegration("ec2", false)
                .deregister(WISH)
                .thenAccept(result -> contexts.add(MDC.getCopyOfContextMap())));

        assertThat(contexts)
                .hasSize(3)
                .allSatisfy(context -> assertThat(context)
                        .containsEntry("event_id", SILENT.id())
                        .containsEntry("client", "web-1")
                        .containsEntry("integration", "ec2"));
    }

    private Result deregister() {
        return await(begin(USUAL));
    }

    private CompletionStage<Result> begin(GuardLimits limits) {
        return clients(limits, audit::add).forIntegration("ec2", false).deregister(WISH);
    }

    private GuardedClients clients(GuardLimits limits, Audit records) {
        DeregistrationGuard guard = new DeregistrationGuard(
                limits, registry, ledger, HeldClients.ofDaemon(), records, clock, new InMemoryMetrics());
        return new GuardedClients(registry, guard, records, clock, Duration.ofSeconds(10));
    }

    private List<String> methods() {
        return sensu.requests().stream()
                .map(request -> request.substring(0, request.indexOf(' ')))
                .toList();
    }

    private Misbehaviour taking(Duration time) {
        return (api, exchange) -> {
            clock.manual().advance(time);
            rightly().answer(api, exchange);
        };
    }

    private void returns() {
        sensu.with(EventBuilder.keepaliveOf("web-1").at(NOON.plusSeconds(60)).client());
    }
}
