package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyBytesTest {

    @Property
    void anyBytesAreAnEventOrAMalformedOne(@ForAll byte[] bytes) {
        assertDecodedOrMalformed(bytes);
    }

    @Property
    void anyDamageToAnEventLeavesAnEventOrAMalformedOne(@ForAll("damaged") byte[] bytes) {
        assertDecodedOrMalformed(bytes);
    }

    @Property
    void aReaderComesToTheEndOfAnyStream(@ForAll("streams") String stream) {
        int found = 0;
        for (EventReader reader = new EventReader(Samples.DECODER, new ByteArrayInputStream(stream.getBytes(UTF_8)));
                reader.hasNext();
                found++) {
            assertThat(reader.next().line()).isPositive();
        }
        assertThat(found).isLessThanOrEqualTo(stream.length());
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Combinators.combine(
                        Arbitraries.of("core-critical", "go-failing"), Arbitraries.integers(), Arbitraries.bytes())
                .as((name, where, what) -> {
                    byte[] bytes = Samples.bytes(name);
                    bytes[Math.floorMod(where, bytes.length)] = what;
                    return bytes;
                });
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\n", " ", "7", "x", Samples.tiny("a"))
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static void assertDecodedOrMalformed(byte[] bytes) {
        try {
            assertThat(Samples.DECODER.decode(bytes).client().name()).isNotBlank();
        } catch (MalformedEvent e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
        }
    }
}
