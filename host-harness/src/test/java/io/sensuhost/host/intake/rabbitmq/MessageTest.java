package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Intakes;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MessageTest {

    private final EventDecoder decoder = new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of()));

    @Test
    void anEventIsForTheHandlerThatSensuHasChosen() {
        Taken taken = message(Intakes.text("web-1"), Map.of()).taken(decoder, Optional.of("ec2"));

        assertThat(Intakes.inShort(taken)).isEqualTo("web-1");
        assertThat(taken.told()).contains("ec2");
        assertThat(taken.source()).isEqualTo(Source.RABBITMQ);
        assertThat(taken.bytes()).isEqualTo(Intakes.text("web-1").length());
    }

    @Test
    void oneThatComesAgainIsForTheHandlerThatFailed() {
        Map<String, Object> again = Map.of(Message.HANDLER, LongStringHelper.asLongString("pager"));

        assertThat(message(Intakes.text("web-1"), again)
                        .taken(decoder, Optional.of("ec2"))
                        .told())
                .contains("pager");
    }

    @Test
    void whatIsNoEventSaysSoAndTakesUpRoomEvenWhereItIsEmpty() {
        Taken taken = message("", Map.of()).taken(decoder, Optional.empty());

        assertThat(Intakes.inShort(taken)).isEqualTo("BAD_JSON");
        assertThat(taken.bytes()).isOne();
    }

    @Test
    void aNameOfAHandlerOrAReasonIsCutWhereItIsTooLongAndNotBefore() {
        assertThat(message("", Map.of(Message.HANDLER, "x".repeat(256))).handler())
                .contains("x".repeat(256));
        assertThat(message("", Map.of(Message.HANDLER, "x".repeat(257))).handler())
                .contains("x".repeat(256) + " ...");
        assertThat(reason("y".repeat(2_000))).isEqualTo("y".repeat(2_000));
        assertThat(reason("y".repeat(2_001))).isEqualTo("y".repeat(2_000) + " ...");
    }

    private static Object reason(String reason) {
        Outcome failed =
                new Outcome(Optional.empty(), Optional.empty(), Result.failed("host_bug", reason), Duration.ZERO);
        return message("", Map.of()).dead(failed, Instant.EPOCH).getHeaders().get(Message.REASON);
    }

    private static Message message(String body, Map<String, Object> headers) {
        return new Message(
                1, new BasicProperties.Builder().headers(headers).build(), body.getBytes(StandardCharsets.UTF_8));
    }
}
