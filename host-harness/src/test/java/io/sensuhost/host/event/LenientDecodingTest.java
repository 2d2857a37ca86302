package io.sensuhost.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Action;
import io.sensuhost.api.Event;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientDecodingTest {

    @Test
    void whatSensuAlwaysSendsMayBeMissing() throws MalformedEvent {
        Event event = Samples.decode(Samples.tiny("pear-1"));

        assertThat(event.id()).isEmpty();
        assertThat(event.action()).isEqualTo(Action.CREATE);
        assertThat(event.occurrences()).isEqualTo(1);
        assertThat(event.occurrencesWatermark()).isEqualTo(1);
        assertThat(event.client().timestamp()).isEmpty();
        assertThat(event.silenced()).isFalse();
        assertThat(event.silencedBy()).isEmpty();
    }

    @Test
    void anEventWithoutATimestampWasMadeWhenItArrived() throws MalformedEvent {
        assertThat(Samples.decode(Samples.tiny("pear-1")).timestamp()).isEqualTo(Samples.CLOCK.now());
    }

    @Test
    void withoutAnActionAStatusOfZeroIsAResolve() throws MalformedEvent {
        assertThat(Samples.decode(Samples.tiny("pear-1").replace(":2", ":0")).action())
                .isEqualTo(Action.RESOLVE);
    }

    @Test
    void aStatusThatIsNoIntIsStillAnEvent() throws MalformedEvent {
        Event crashed = Samples.decode(Samples.tiny("pear-1").replace(":2", ":3221225477"));

        assertThat(crashed.check().status()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void ofTwoMembersOfOneNameTheLaterCountsAsToSensu() throws MalformedEvent {
        Event event = withField("\"id\":\"one\",\"odd\":null,\"id\":\"two\"");

        assertThat(event.id()).isEqualTo("two");
        assertThat(event.attributes()).containsEntry("id", "two").containsEntry("odd", null);
    }

    @Test
    void theWatermarkIsAtLeastTheOccurrences() throws MalformedEvent {
        assertThat(withField("\"occurrences\":7").occurrencesWatermark()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "1801002260, 2027-01-26T22:24:20Z",
        "1801002260.25, 2027-01-26T22:24:20.250Z",
        "1.80100226e9, 2027-01-26T22:24:20Z"
    })
    void timestampsAreSecondsWholeOrNot(String seconds, Instant expected) throws MalformedEvent {
        assertThat(withField("\"timestamp\":" + seconds).timestamp()).isEqualTo(expected);
    }

    @Test
    void aTimestampOfZeroIsNone() throws MalformedEvent {
        assertThat(withField("\"last_ok\":0").lastOk()).isEmpty();
    }

    @Test
    void nullIsAsGoodAsMissing() throws MalformedEvent {
        Event event =
                withField("\"id\":null,\"action\":null,\"occurrences\":null,\"silenced\":null,\"silenced_by\":null");

        assertThat(event)
                .usingRecursiveComparison()
                .ignoringFields("attributes")
                .isEqualTo(withField("\"x\":1"));
    }

    @Test
    void whatIsUnknownIsKept() throws MalformedEvent {
        assertThat(withField("\"shelf\":{\"life\":3}").attributes()).containsEntry("shelf", Map.of("life", 3));
    }

    @Test
    void aNumberTooLargeForADoubleIsKeptAsItIs() throws MalformedEvent {
        assertThat(withField("\"huge\":1e999").attributes().get("huge")).hasToString("1E+999");
    }

    private static Event withField(String field) throws MalformedEvent {
        return Samples.decode(Samples.tiny("pear-1").replaceFirst("\\{", "{" + field + ","));
    }
}
