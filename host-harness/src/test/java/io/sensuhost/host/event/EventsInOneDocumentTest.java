package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class EventsInOneDocumentTest {

    @Test
    void oneEventIsAListOfOne() throws MalformedEvent {
        assertThat(Samples.DECODER.decodeAll(Samples.bytes("core-warning"))).hasSize(1);
    }

    @Test
    void anArrayIsReadInItsOrder() throws MalformedEvent {
        String array = "[" + Samples.tiny("a") + "," + Samples.tiny("b") + "]";

        assertThat(Samples.DECODER.decodeAll(array.getBytes(UTF_8)))
                .extracting(event -> event.client().name())
                .containsExactly("a", "b");
    }

    @Test
    void oneThatIsNoEventIsToldByItsIndex() {
        String array = "[" + Samples.tiny("a") + ",{\"client\":3}]";

        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> Samples.DECODER.decodeAll(array.getBytes(UTF_8)))
                .withMessage("[1]: client must be an object, but is 3");
    }
}
