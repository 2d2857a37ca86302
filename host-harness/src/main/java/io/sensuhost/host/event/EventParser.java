package io.sensuhost.host.event;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds events in a stream that comes in pieces: one a line, pretty-printed ones after each other, or an array of them. It
 * keeps one event in memory at a time, and gives each out as soon as its last byte is there.
 *
 * <p>After broken JSON it goes on with the next line on which something can begin: the next of all, or, where the broken
 * value is long or deep, the next behind what was read of it. Broken JSON in an array that spreads over lines ends the
 * stream, since nobody can tell any more what belongs to what.
 *
 * <p>For one thread.
 */
public final class EventParser {

    private enum State {
        START,
        BETWEEN,
        AFTER_COMMA,
        VALUE,
        BROKEN_LINE,
        BROKEN_LINES,
        AFTER_BROKEN_LINES,
        OVER
    }

    /** To go back further, again and again, would take more time than a stream is worth. */
    private static final int MOST_READ_AGAIN = 64 * 1024;

    private final EventDecoder decoder;
    private final Window window = new Window();
    private State state = State.START;
    private boolean starved;
    private boolean inArray;
    private boolean needsComma;
    private int arrayLine;
    private Extent extent = new Extent();
    private boolean oneLine;

    /**
     * A parser of one stream.
     *
     * @param decoder reads the single events
     */
    public EventParser(EventDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Takes the next piece of the stream.
     *
     * @param piece UTF-8 text, cut anywhere; copied
     */
    public void offer(ByteBuffer piece) {
        window.append(piece);
    }

    /** There are no more pieces. */
    public void end() {
        window.end();
    }

    /**
     * The next event, or what is there instead.
     *
     * @return what was found; empty when it takes another piece, or when all is over
     */
    public Optional<Decoded> next() {
        Optional<Decoded> found = Optional.empty();
        starved = false;
        while (found.isEmpty() && !starved && !isOver()) {
            found = advance();
        }
        return found;
    }

    /**
     * Whether nothing can come any more.
     *
     * @return whether the stream has ended and was read, or is broken beyond repair
     */
    public boolean isOver() {
        return state == State.OVER;
    }

    /**
     * How much is kept.
     *
     * @return bytes of the stream that are not part of anything given out yet
     */
    public int held() {
        return window.held();
    }

    private Optional<Decoded> advance() {
        return switch (state) {
            case START -> await(window.skipByteOrderMark(), State.BETWEEN);
            case BETWEEN -> between(window.skipBlanks());
            case AFTER_COMMA -> await(window.skipBlanks() != Window.NOT_YET, begun());
            case VALUE -> value();
            case BROKEN_LINE -> await(window.skipLine() != Window.NOT_YET, State.BETWEEN);
            case BROKEN_LINES -> await(window.skipLine() != Window.NOT_YET, State.AFTER_BROKEN_LINES);
            case AFTER_BROKEN_LINES ->
                await(window.peek() != Window.NOT_YET, isRemains(window.peek()) ? State.BROKEN_LINES : State.BETWEEN);
            case OVER -> Optional.empty();
        };
    }

    private Optional<Decoded> await(boolean known, State next) {
        starved = !known;
        state = known ? next : state;
        return Optional.empty();
    }

    private Optional<Decoded> between(int first) {
        if (first == Window.NOT_YET) {
            return await(false, state);
        }
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
        state = first == Window.END ? State.OVER : begun();
        return Optional.empty();
    }

    private Optional<Decoded> element(int first) {
        if (first == Window.END) {
            return Optional.of(brokenArray(expected("its end")));
        }
        if (!needsComma) {
            needsComma = true;
            if (first != ']') {
                state = begun();
                return Optional.empty();
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
        state = State.AFTER_COMMA;
        return Optional.empty();
    }

    private MalformedEvent expected(String what) {
        return MalformedEvent.badJson("an array lacks " + what, window.placeOfMark());
    }

    private State begun() {
        extent = new Extent();
        oneLine = true;
        return State.VALUE;
    }

    private Optional<Decoded> value() {
        Extent.Step step = Extent.Step.MORE;
        while (step == Extent.Step.MORE && window.lengthSinceMark() <= JsonText.MAX_BYTES) {
            int next = window.read();
            if (next == Window.NOT_YET) {
                return await(false, state);
            }
            step = next == Window.END ? Extent.Step.END : extent.take(next);
            oneLine &= next != '\n' || step != Extent.Step.MORE;
        }
        if (step == Extent.Step.OVER) {
            window.unread();
        }
        state = State.BETWEEN;
        return Optional.of(decoded());
    }

    private Decoded decoded() {
        Place start = window.placeOfMark();
        try {
            Decoded good = new Decoded.Good(decoder.decode(window.sinceMark(), start), start.line());
            window.mark();
            return good;
        } catch (MalformedEvent e) {
            if (e.kind() == MalformedEvent.Kind.NOT_AN_EVENT) {
                window.mark();
                return new Decoded.Bad(e, start.line());
            }
            return inArray ? brokenArray(e) : broken(e);
        }
    }

    private Decoded broken(MalformedEvent why) {
        int line = window.placeOfMark().line();
        if (extent.isTooDeep() || window.lengthSinceMark() > MOST_READ_AGAIN) {
            window.mark();
        } else {
            window.backToMark();
        }
        state = oneLine ? State.BROKEN_LINE : State.BROKEN_LINES;
        return new Decoded.Bad(why, line);
    }

    private Decoded brokenArray(MalformedEvent why) {
        int line = window.placeOfMark().line();
        inArray = false;
        window.backToMark();
        state = line == arrayLine ? State.BROKEN_LINE : State.OVER;
        return new Decoded.Bad(why.adding("; the rest of the array is not read"), line);
    }

    /** Whether a line that begins so is what is left of a pretty-printed event. */
    private static boolean isRemains(int first) {
        return Extent.isBlank(first) || first == '}' || first == ']';
    }
}
