package io.sensuhost.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Action;
import io.sensuhost.api.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensuCoreEventTest {

    @Test
    void aCriticalKeepaliveIsReadFieldByField() throws MalformedEvent {
        Event event = Samples.event("core-critical");

        assertThat(event.id()).isEqualTo("6d0e3f52-9a41-4c57-8f0b-2b1f7f5f9a10");
        assertThat(event.client().name()).isEqualTo("pear-3");
        assertThat(event.client().namespace()).isEmpty();
        assertThat(event.client().timestamp()).contains(Instant.ofEpochSecond(1801002000));
        assertThat(event.isKeepalive()).isTrue();
        assertThat(event.check().status()).isEqualTo(2);
        assertThat(event.action()).isEqualTo(Action.CREATE);
        assertThat(event.occurrences()).isEqualTo(1);
        assertThat(event.occurrencesWatermark()).isEqualTo(1);
        assertThat(event.lastOk()).isEmpty();
        assertThat(event.timestamp()).isEqualTo(Instant.ofEpochSecond(1801002260));
        assertThat(event.lastStateChange()).contains(Instant.ofEpochSecond(1801002260));
        assertThat(event.silenced()).isFalse();
    }

    @Test
    void allThatTheClientAndTheCheckSayIsKept() throws MalformedEvent {
        Event event = Samples.event("core-critical");

        assertThat(event.client().attributes()).containsEntry("environment", "staging");
        assertThat(event.client().scope("ec2"))
                .hasValueSatisfying(scope -> assertThat((Map<?, ?>) scope)
                        .extracting("allowed_instance_states")
                        .isEqualTo(List.of("running", "stopped")));
        assertThat(event.check().attributes())
                .containsEntry("handlers", List.of("ec2"))
                .containsEntry("history", List.of("2"));
        assertThat(event.attributes()).containsKeys("client", "check", "occurrences_watermark");
    }

    @Test
    void theDeletionOfAClientIsAResolve() throws MalformedEvent {
        Event event = Samples.event("core-resolved-by-deletion");

        assertThat(event.isResolve()).isTrue();
        assertThat(event.lastOk()).contains(Instant.ofEpochSecond(1801002330));
        assertThat(event.check().attributes()).containsEntry("force_resolve", true);
    }

    @Test
    void aSilencedEventSaysBySilencedBy() throws MalformedEvent {
        Event event = Samples.event("core-silenced");

        assertThat(event.silenced()).isTrue();
        assertThat(event.silencedBy()).containsExactly("client:quince-2:*");
    }

    @Test
    void aMetricThatIsWellIsStillACreateAsItSays() throws MalformedEvent {
        Event event = Samples.event("core-metric");

        assertThat(event.action()).isEqualTo(Action.CREATE);
        assertThat(event.check().status()).isZero();
        assertThat(event.lastStateChange()).isEmpty();
        assertThat(event.isKeepalive()).isFalse();
    }

    @Test
    void aRegistrationIsAnEventLikeAnyOther() throws MalformedEvent {
        assertThat(Samples.event("core-registration").occurrences()).isEqualTo(2);
    }

    @Test
    void aPrettyPrintedEventIsTheSameEvent() throws MalformedEvent {
        assertThat(Samples.decode(Samples.text("core-warning").replace(",", ",\n  ")))
                .usingRecursiveComparison()
                .ignoringFields("check.attributes", "attributes")
                .isEqualTo(Samples.event("core-warning"));
    }
}
