package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventReaderTest {

    private static final String A = Samples.tiny("a");
    private static final String B = Samples.tiny("b");
    private static final String PRETTY_A = A.replace("{", "{\n  ").replace("}", "\n}");

    @Test
    void eventsComeOneALine() {
        assertThat(Samples.readInShort(A + "\n\n" + B + "\r\n" + A)).containsExactly("1 a", "3 b", "4 a");
    }

    @Test
    void eventsComeInAnArray() {
        assertThat(Samples.readInShort(" [\n" + A + ",\n" + B + "\n]\n")).containsExactly("2 a", "3 b");
        assertThat(Samples.readInShort("[" + A + "," + B + "]")).containsExactly("1 a", "1 b");
    }

    @Test
    void eventsComePrettyPrintedOneAfterAnother() {
        assertThat(Samples.readInShort(PRETTY_A + "\n" + PRETTY_A + PRETTY_A)).containsExactly("1 a", "8 a", "14 a");
    }

    @Test
    void nothingIsNoEvent() {
        assertThat(Samples.readInShort("")).isEmpty();
        assertThat(Samples.readInShort(" \n\t\n")).isEmpty();
        assertThat(Samples.readInShort("[ ]")).isEmpty();
    }

    @Test
    void arraysComeOneALine() {
        assertThat(Samples.readInShort("[" + A + "]\n[]\n[" + B + "," + A + "]"))
                .containsExactly("1 a", "3 b", "3 a");
    }

    @Test
    void aByteOrderMarkAtTheStartIsSkipped() {
        assertThat(Samples.readInShort("\uFEFF" + A)).containsExactly("1 a");
    }

    @Test
    void bracketsAndQuotesInStringsAreJustText() {
        String tricky = A.replace("\"a\"", "\"}]\\\"{[,\"");

        assertThat(Samples.readInShort(tricky + "\n" + B)).containsExactly("1 }]\"{[,", "2 b");
    }

    @Test
    void aLineThatIsNoJsonCostsItselfAlone() {
        assertThat(Samples.readInShort(A + "\nnot json at all\n}\n{\"oops\":nope}\n" + B))
                .containsExactly("1 a", "2 BAD_JSON", "3 BAD_JSON", "4 BAD_JSON", "5 b");
    }

    @Test
    void aLineThatIsNoEventCostsItselfAlone() {
        assertThat(Samples.readInShort(A + "\n{\"client\":{}}\nnull\n\"text\"\n" + B))
                .containsExactly("1 a", "2 NOT_AN_EVENT", "3 NOT_AN_EVENT", "4 NOT_AN_EVENT", "5 b");
    }

    @Test
    void aLineCutOffAnywhereCostsItselfAlone() {
        for (int cut = 1; cut < A.length(); cut++) {
            String stream = A + "\n" + A.substring(0, cut) + "\n" + B + "\n" + A;

            assertThat(Samples.readInShort(stream))
                    .describedAs(stream)
                    .containsExactly("1 a", "2 BAD_JSON", "3 b", "4 a");
        }
    }

    @Test
    void aBrokenPrettyPrintedEventCostsItselfAlone() {
        assertThat(Samples.readInShort(PRETTY_A.replace("2", "two") + "\n" + PRETTY_A))
                .containsExactly("1 BAD_JSON", "8 a");
    }

    @Test
    void whatIsNestedTooDeepIsNotReadAgainAndAgain() {
        List<String> read = Samples.readInShort("{\"a\":[\n".repeat(20_000) + "\n" + A);

        assertThat(read).hasSizeLessThan(20_000 / 200 + 201).endsWith("20002 a");
    }

    @Test
    void aLongBrokenEventIsNotReadAgainAndAgain() {
        String broken = "{\"a\":[\n" + "{},\n".repeat(100_000) + "oops]}\n";

        assertThat(Samples.readInShort(broken + A)).containsExactly("1 BAD_JSON", "100003 a");
    }

    @Test
    void aLastEventThatIsCutOffIsAFailure() {
        assertThat(Samples.readInShort(A + "\n" + PRETTY_A.substring(0, 30))).containsExactly("1 a", "2 BAD_JSON");
    }

    @Test
    void theMessageHasThePlaceInTheWholeStream() {
        Decoded.Bad bad =
                (Decoded.Bad) Samples.read(A + "\n" + "  {\"a\":\n oops}").get(1);

        assertThat(bad.why().place())
                .hasValueSatisfying(place -> assertThat(place.line()).isEqualTo(3));
        assertThat(Samples.read("[1, {\"a\" 2}]").get(1))
                .extracting(decoded -> ((Decoded.Bad) decoded).why().place().orElseThrow())
                .isEqualTo(new Place(1, 10));
    }

    @Test
    void anElementThatIsNoEventIsOneFailure() {
        assertThat(Samples.readInShort("[" + A + ",7,[],\"x\",{}, null," + B + "]"))
                .containsExactly(
                        "1 a",
                        "1 NOT_AN_EVENT",
                        "1 NOT_AN_EVENT",
                        "1 NOT_AN_EVENT",
                        "1 NOT_AN_EVENT",
                        "1 NOT_AN_EVENT",
                        "1 b");
    }

    @Test
    void brokenJsonEndsAnArrayAndSaysSo() {
        for (String broken : List.of("{\"a\":}", "{\"a\"\n", "oops", ",", "7 8")) {
            List<Decoded> all = Samples.read("[\n" + A + ",\n" + broken + ",\n" + B + "\n]");

            assertThat(all).describedAs(broken).last().isInstanceOf(Decoded.Bad.class);
            assertThat(((Decoded.Bad) all.get(all.size() - 1)).why())
                    .hasMessageEndingWith("; the rest of the array is not read");
            assertThat(all)
                    .describedAs(broken)
                    .filteredOn(Decoded.Good.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void anArrayThatDoesNotEndIsAFailure() {
        assertThat(Samples.readInShort("[" + A)).containsExactly("1 a", "1 BAD_JSON");
        assertThat(Samples.readInShort("[" + A + ",")).containsExactly("1 a", "1 BAD_JSON");
        assertThat(Samples.readInShort("[" + A + ",]")).containsExactly("1 a", "1 BAD_JSON");
    }

    @Test
    void aBrokenArrayOnALineOfItsOwnCostsItsLine() {
        assertThat(Samples.readInShort("[oops]\n" + A)).containsExactly("1 BAD_JSON", "2 a");
        assertThat(Samples.readInShort("[{\"a\"\n" + A)).containsExactly("1 BAD_JSON", "2 a");
    }

    @Test
    void anEventBeyondTheBoundIsAFailureAndTheRestGoesOn() {
        String large = A.replace("}}", ",\"output\":\"" + "x".repeat(17 << 20) + "\"}}");

        assertThat(Samples.readInShort(A + "\n" + large + "\n" + B)).containsExactly("1 a", "2 TOO_LARGE", "3 b");
    }

    @Test
    void anEventIsGivenOutBeforeTheNextOneComes() throws IOException {
        PipedInputStream in = new PipedInputStream();
        try (PipedOutputStream out = new PipedOutputStream(in);
                EventReader reader = new EventReader(Samples.DECODER, in)) {
            out.write(A.getBytes(UTF_8));
            assertThat(reader.next().line()).isEqualTo(1);
        }
    }

    @Test
    void aLineThatWasCutOffDoesNotKeepTheNextOneWaiting() {
        byte[] cutOff = (A.substring(0, A.length() - 1) + "\n" + B).getBytes(UTF_8);
        EventReader reader = new EventReader(
                Samples.DECODER, new SequenceInputStream(new ByteArrayInputStream(cutOff), new PipedInputStream()));

        assertThat(reader.next()).isInstanceOf(Decoded.Bad.class);
        assertThat(reader.next()).isInstanceOf(Decoded.Good.class);
    }

    @Test
    void aLongStreamIsNotKept() {
        byte[] line = (Samples.text("core-critical") + "\n").getBytes(UTF_8);
        InputStream stream = new SequenceInputStream(Collections.enumeration(IntStream.range(0, 20_000)
                .mapToObj(i -> (InputStream) new ByteArrayInputStream(line))
                .toList()));

        int events = 0;
        for (EventReader reader = new EventReader(Samples.DECODER, stream); reader.hasNext(); events++) {
            assertThat(reader.next()).isInstanceOf(Decoded.Good.class);
        }
        assertThat(events).isEqualTo(20_000);
    }

    @Test
    void aStreamThatFailsIsToldFromOneThatEnds() {
        EventReader reader = new EventReader(Samples.DECODER, new PipedInputStream());

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(reader::hasNext)
                .withMessageContaining("Pipe not connected");
    }

    @Test
    void thereIsNothingAfterTheEnd() {
        EventReader reader = new EventReader(Samples.DECODER, InputStream.nullInputStream());

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(reader::next);
    }
}
