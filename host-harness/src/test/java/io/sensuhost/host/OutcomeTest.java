package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Event EVENT = EventBuilder.keepaliveOf("web-1").build();

    @Test
    void programsGetItsFieldsInTheDocumentedOrder() {
        Result kept =
                Result.handled("kept", "instance_state_allowed", "it runs").with(Map.of("region", "us-west-2"));

        assertThat(Outcome.of(EVENT, "ec2", kept, Duration.ofNanos(12_340_000)).toJson())
                .containsExactly(
                        Map.entry("event_id", "keepalive-of-web-1"),
                        Map.entry("client", "web-1"),
                        Map.entry("check", "keepalive"),
                        Map.entry("handler", "ec2"),
                        Map.entry("status", "handled"),
                        Map.entry("action", "kept"),
                        Map.entry("code", "instance_state_allowed"),
                        Map.entry("reason", "it runs"),
                        Map.entry("details", Map.of("region", "us-west-2")),
                        Map.entry("duration_ms", 12.3));
    }

    @Test
    void theNamespaceOfSensuGoIsOneOfTheDetails() {
        Event event = EventBuilder.keepaliveOf("web-1").inNamespace("west").build();

        assertThat(details(event, Result.failed("timeout", "no answer").with(Map.of("calls", 2))))
                .isEqualTo(Map.of("calls", 2, "namespace", "west"));
        assertThat(details(EVENT, Result.failed("timeout", "no answer"))).isEqualTo(Map.of());
    }

    @Test
    void anIdThatIsEmptyIsNone() {
        Event event = new Event(
                "",
                EVENT.client(),
                EVENT.check(),
                EVENT.action(),
                1,
                1,
                Optional.empty(),
                EVENT.timestamp(),
                Optional.empty(),
                false,
                EVENT.silencedBy(),
                EVENT.attributes());

        assertThat(Outcome.of(event, "ec2", Result.failed("timeout", "no answer"), Duration.ZERO)
                        .toJson())
                .containsEntry("event_id", null);
    }

    @Test
    void whatIsNoEventIsNamedByItsLine() {
        MalformedEvent why = catchThrowableOfType(
                MalformedEvent.class,
                () -> new EventDecoder(new ManualClock(), () -> new EntityScopes(Map.of()))
                        .decodeTree(Map.of("client", 7)));

        Outcome outcome = Outcome.malformed(why, 7);

        assertThat(outcome.toJson())
                .containsEntry("event_id", null)
                .containsEntry("client", null)
                .containsEntry("check", null)
                .containsEntry("handler", null)
                .containsEntry("status", "failed")
                .containsEntry("action", null)
                .containsEntry("code", "malformed_event")
                .containsEntry("reason", why.getMessage())
                .containsEntry("details", Map.of("line", 7));
    }

    @Test
    void ofTooManyTheNextTriesAgain() {
        Outcome outcome = Outcome.tooMany(EVENT, Optional.of("ec2"), 100);

        assertThat(outcome.toJson())
                .containsEntry("client", "web-1")
                .containsEntry("handler", "ec2")
                .containsEntry("code", "host_busy")
                .containsEntry("reason", "100 events of web-1 are being handled already; its next event tries again");
    }

    @Test
    void whatTheHostHasLostIsAFailureOfItsOwn() {
        assertThat(Outcome.lost().toJson()).containsEntry("status", "failed").containsEntry("code", "host_bug");
    }

    private static Object details(Event event, Result result) {
        return Outcome.of(event, "ec2", result, Duration.ZERO).toJson().get("details");
    }
}
