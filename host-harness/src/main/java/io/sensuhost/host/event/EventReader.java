package io.sensuhost.host.event;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads a stream of events: one a line, pretty-printed ones after each other, or an array of them. It keeps one event
 * in memory at a time, and gives each out as soon as its last byte is there.
 *
 * <p>After broken JSON it goes on with the next line on which something can begin; broken JSON in an array that
 * spreads over lines ends the stream, since nobody can tell any more what belongs to what.
 *
 * <p>For one thread. {@link #hasNext} waits for the stream, and throws {@link UncheckedIOException} where it fails.
 */
public final class EventReader implements Iterator<Decoded>, Closeable {

    private final EventDecoder decoder;
    private final InputStream in;
    private final Window window;
    private Optional<Decoded> next = Optional.empty();
    private boolean started;
    private boolean ended;
    private boolean inArray;
    private boolean needsComma;
    private int arrayLine;

    /**
     * A reader of a stream.
     *
     * @param decoder reads the single events
     * @param in UTF-8 text; closed with the reader
     */
    public EventReader(EventDecoder decoder, InputStream in) {
        this.decoder = decoder;
        this.in = in;
        this.window = new Window(in);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && !ended) {
                next = advance();
            }
            return next.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Decoded next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Decoded decoded = next.orElseThrow();
        next = Optional.empty();
        return decoded;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Optional<Decoded> advance() throws IOException {
        if (!started) {
            started = true;
            window.skipByteOrderMark();
        }
        int first = window.skipBlanks();
        if (inArray) {
            return element(first);
        }
        if (first == '[') {
            window.read();
            inArray = true;
            needsComma = false;
            arrayLine = window.placeOfMark().line();
            return Optional.empty();
        }
        ended = first < 0;
        return ended ? Optional.empty() : Optional.of(value());
    }

    private Optional<Decoded> element(int first) throws IOException {
        if (first < 0) {
            return Optional.of(brokenArray(expected("its end")));
        }
        if (!needsComma) {
            needsComma = true;
            if (first != ']') {
                return Optional.of(value());
            }
        }
        window.read();
        if (first == ']') {
            inArray = false;
            return Optional.empty();
        }
        if (first != ',') {
            return Optional.of(brokenArray(expected("a comma or its end")));
        }
        window.skipBlanks();
        return Optional.of(value());
    }

    private MalformedEvent expected(String what) {
        return MalformedEvent.badJson("an array lacks " + what, window.placeOfMark());
    }

    private Decoded value() throws IOException {
        Place start = window.placeOfMark();
        Extent extent = new Extent();
        Extent.Step step = Extent.Step.MORE;
        boolean oneLine = true;
        while (step == Extent.Step.MORE && window.lengthSinceMark() <= JsonText.MAX_BYTES) {
            int next = window.read();
            step = next < 0 ? Extent.Step.END : extent.take(next);
            oneLine &= next != '\n' || step != Extent.Step.MORE;
        }
        if (step == Extent.Step.OVER) {
            window.unread();
        }
        try {
            return new Decoded.Good(decoder.decode(window.sinceMark(), start), start.line());
        } catch (MalformedEvent e) {
            if (e.kind() == MalformedEvent.Kind.NOT_AN_EVENT) {
                return new Decoded.Bad(e, start.line());
            }
            return inArray ? brokenArray(e) : broken(e, oneLine);
        }
    }

    private Decoded broken(MalformedEvent why, boolean oneLine) throws IOException {
        int line = window.placeOfMark().line();
        window.backToMark();
        window.skipLine();
        while (!oneLine && isRemains(window.peek())) {
            window.skipLine();
        }
        return new Decoded.Bad(why, line);
    }

    private Decoded brokenArray(MalformedEvent why) throws IOException {
        int line = window.placeOfMark().line();
        ended = line != arrayLine;
        inArray = false;
        if (!ended) {
            window.backToMark();
            window.skipLine();
        }
        return new Decoded.Bad(why.adding("; the rest of the array is not read"), line);
    }

    /** Whether a line that begins so is what is left of a pretty-printed event. */
    private static boolean isRemains(int first) {
        return Extent.isBlank(first) || first == '}' || first == ']';
    }
}
