package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.Mutations;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyBytesTest {

    @Property
    void anyBytesAreAnEventOrAMalformedOne(@ForAll byte[] bytes) {
        assertDecodedOrMalformed(bytes);
    }

    @Property
    void anyDamageToAnEventLeavesAnEventOrAMalformedOne(@ForAll Random random, @ForAll("names") String name) {
        assertDecodedOrMalformed(Mutations.of(Samples.bytes(name), random));
    }

    @Property
    void aReaderFindsABoundedNumberOfThingsInAnyDamagedStream(@ForAll Random random, @ForAll("names") String name) {
        byte[] stream =
                Mutations.of((Samples.text(name) + "\n" + Samples.text("core-warning")).getBytes(UTF_8), random);
        EventParser parser = new EventParser(Samples.DECODER);

        parser.offer(ByteBuffer.wrap(stream));
        parser.end();
        int found = 0;
        for (Optional<Decoded> next = parser.next(); next.isPresent(); next = parser.next()) {
            assertThat(parser.held()).isLessThanOrEqualTo(stream.length);
            if (next.get() instanceof Decoded.Bad bad) {
                assertThat(bad.why().getMessage()).isNotBlank().hasSizeLessThan(400);
            }
            found++;
        }
        assertThat(parser.isOver()).isTrue();
        assertThat(found).isLessThanOrEqualTo(stream.length);
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
    Arbitrary<String> names() {
        return Arbitraries.of("core-critical", "core-silenced", "go-failing", "go-passing");
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
