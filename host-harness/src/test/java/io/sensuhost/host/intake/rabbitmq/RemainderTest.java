package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.host.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemainderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Remainder remainder =
            new Remainder(new QueueNames("q", "q.retry.30s", "q.dead"), 3, () -> NOW, metrics);

    @Test
    void ofWhatWasHandledIgnoredOrHeldNothingIsLeft() {
        assertThat(remainder.of(
                        message(Map.of()),
                        List.of(
                                outcome("a", Result.handled("kept", "instance_state_allowed", "it runs")),
                                outcome("b", Result.ignored("filtered", "a filter")),
                                outcome("c", Result.held("deregistration_guard", "too many")))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throttled",
                "timeout",
                "lookup_failed",
                "registry_failed",
                "unavailable",
                "host_stopping",
                "integration_hung",
                "credentials_unavailable",
                "absence_unproven",
                "a_code_of_another_integration"
            })
    void whatWillPassWaitsAndKnowsItsHandlerAndItsTries(String code) {
        Copy copy =
                only(remainder.of(message(Map.of("x-other", 1)), List.of(outcome("ec2", Result.failed(code, "?")))));

        assertThat(copy.queue()).isEqualTo("q.retry.30s");
        assertThat(copy.properties().getHeaders())
                .containsOnly(Map.entry("x-other", 1), Map.entry(Message.TRIES, 1), Map.entry(Message.HANDLER, "ec2"));
        assertThat(copy.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(metrics.counted("rabbitmq_retries", "code", code)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "malformed_event",
                "invalid_client_settings",
                "unknown_account",
                "foreign_namespace",
                "access_denied",
                "integration_bug",
                "integration_not_started",
                "host_bug"
            })
    void whatWillLastIsGivenUpAtOnce(String code) {
        Copy copy = only(remainder.of(message(Map.of()), List.of(outcome("ec2", Result.failed(code, "the reason")))));

        assertThat(copy.queue()).isEqualTo("q.dead");
        assertThat(copy.properties().getHeaders())
                .containsOnly(
                        Map.entry(Message.CODE, code),
                        Map.entry(Message.REASON, "the reason"),
                        Map.entry(Message.HANDLER, "ec2"),
                        Map.entry(Message.TIME, "2026-11-23T09:00:00Z"));
        assertThat(metrics.counted("rabbitmq_dead_letters", "code", code)).isEqualTo(1);
    }

    @Test
    void theLastTryIsTheLast() {
        List<Outcome> throttled = List.of(outcome("ec2", Result.failed("throttled", "patience")));

        assertThat(only(remainder.of(message(Map.of(Message.TRIES, 1)), throttled))
                        .queue())
                .isEqualTo("q.retry.30s");
        assertThat(only(remainder.of(message(Map.of(Message.TRIES, 2)), throttled))
                        .queue())
                .isEqualTo("q.dead");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, Integer.MAX_VALUE, Long.MAX_VALUE})
    void aCountOfTriesBeyondAllMeasureIsTheLastToo(long tries) {
        assertThat(only(remainder.of(
                                message(Map.of(Message.TRIES, tries)),
                                List.of(outcome("ec2", Result.failed("throttled", "patience")))))
                        .queue())
                .isEqualTo("q.dead");
    }

    @Test
    void whatWasPutBackByAnOperatorIsTriedAfresh() {
        Copy copy = only(remainder.of(
                message(Map.of(Message.CODE, "throttled", Message.REASON, "old", Message.TIME, "then")),
                List.of(outcome("ec2", Result.failed("timeout", "new")))));

        assertThat(copy.properties().getHeaders())
                .containsOnly(Map.entry(Message.TRIES, 1), Map.entry(Message.HANDLER, "ec2"));
    }

    @Test
    void aSendersExpirationDoesNotShortenTheDelay() {
        Message message =
                new Message(1, new BasicProperties.Builder().expiration("1").build(), new byte[0]);

        assertThat(only(remainder.of(message, List.of(outcome("ec2", Result.failed("timeout", "?")))))
                        .properties()
                        .getExpiration())
                .isNull();
    }

    @Test
    void aLongReasonIsCut() {
        Copy copy = only(remainder.of(
                message(Map.of()), List.of(outcome("ec2", Result.failed("host_bug", "x".repeat(100_000))))));

        assertThat(String.valueOf(copy.properties().getHeaders().get(Message.REASON)))
                .hasSizeLessThan(2_100)
                .endsWith(" ...");
    }

    private static Copy only(List<Copy> copies) {
        assertThat(copies).hasSize(1);
        return copies.get(0);
    }

    private static Message message(Map<String, Object> headers) {
        return new Message(1, new BasicProperties.Builder().headers(headers).build(), new byte[0]);
    }

    private static Outcome outcome(String handler, Result result) {
        return new Outcome(
                Optional.of(EventBuilder.keepaliveOf("web-1").build()), Optional.of(handler), result, Duration.ZERO);
    }
}
