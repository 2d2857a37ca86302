package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventParserTest {

    @Property
    void piecesSayTheSameAsTheWhole(@ForAll("streams") String stream, @ForAll @IntRange(min = 1, max = 7) int size) {
        assertThat(inPieces(stream, size))
                .isEqualTo(Samples.read(stream).stream()
                        .map(EventParserTest::inShort)
                        .toList());
    }

    @Test
    void anEventIsGivenOutWithItsLastByte() {
        EventParser parser = new EventParser(Samples.DECODER);
        byte[] event = Samples.tiny("a").getBytes(UTF_8);

        parser.offer(ByteBuffer.wrap(event, 0, event.length - 1));
        assertThat(parser.next()).isEmpty();
        parser.offer(ByteBuffer.wrap(event, event.length - 1, 1));

        assertThat(parser.next()).get().isInstanceOf(Decoded.Good.class);
        assertThat(parser.isOver()).isFalse();
    }

    @Test
    void whatWasGivenOutIsNotKept() {
        EventParser parser = new EventParser(Samples.DECODER);
        parser.offer(ByteBuffer.wrap((Samples.tiny("a") + "\n{\"client\":").getBytes(UTF_8)));

        assertThat(parser.next()).isPresent();
        assertThat(parser.next()).isEmpty();

        assertThat(parser.held()).isEqualTo("{\"client\":".length());
    }

    @Test
    void blanksAreNotKept() {
        EventParser parser = new EventParser(Samples.DECODER);
        parser.offer(ByteBuffer.wrap(" \n\t ".getBytes(UTF_8)));

        assertThat(parser.next()).isEmpty();
        assertThat(parser.held()).isZero();
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\n ", "7", "x", "\uFEFF", Samples.tiny("a"))
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static List<String> inPieces(String stream, int size) {
        EventParser parser = new EventParser(Samples.DECODER);
        List<String> found = new ArrayList<>();
        byte[] bytes = stream.getBytes(UTF_8);
        for (int start = 0; start < bytes.length; start += size) {
            parser.offer(ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start)));
            drain(parser, found);
        }
        parser.end();
        drain(parser, found);
        assertThat(parser.isOver()).isTrue();
        return found;
    }

    private static void drain(EventParser parser, List<String> found) {
        for (var next = parser.next(); next.isPresent(); next = parser.next()) {
            found.add(inShort(next.get()));
        }
    }

    private static String inShort(Decoded decoded) {
        return decoded.line() + " "
                + (decoded instanceof Decoded.Bad bad
                        ? bad.why().getMessage()
                        : ((Decoded.Good) decoded).event().toString());
    }
}
