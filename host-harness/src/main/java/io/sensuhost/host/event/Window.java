package io.sensuhost.host.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of a stream, of which those since a mark are kept and can be gone back to. */
final class Window {

    private final InputStream in;
    private byte[] bytes = new byte[8192];
    private int mark;
    private int position;
    private int end;
    private Place markPlace = Place.START;

    Window(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 at the end of the stream. */
    int read() throws IOException {
        return position < end || fill() ? bytes[position++] & 0xff : -1;
    }

    /** The byte that will be read next, or -1 at the end of the stream. */
    int peek() throws IOException {
        return position < end || fill() ? bytes[position] & 0xff : -1;
    }

    /** Takes the last byte back. */
    void unread() {
        position--;
    }

    /** Sets the mark here and lets go of all before. */
    void mark() {
        int line = markPlace.line();
        int column = markPlace.column();
        for (; mark < position; mark++) {
            boolean newline = bytes[mark] == '\n';
            line += newline ? 1 : 0;
            column = newline ? 1 : column + 1;
        }
        markPlace = new Place(line, column);
    }

    void backToMark() {
        position = mark;
    }

    Place placeOfMark() {
        return markPlace;
    }

    byte[] sinceMark() {
        return Arrays.copyOfRange(bytes, mark, position);
    }

    int lengthSinceMark() {
        return position - mark;
    }

    /** Goes on to the next byte that is no white space, sets the mark there and tells the byte, or -1 at the end. */
    int skipBlanks() throws IOException {
        while (Extent.isBlank(peek())) {
            read();
            mark();
        }
        mark();
        return peek();
    }

    /** Goes on to the start of the next line and sets the mark there. */
    void skipLine() throws IOException {
        for (int next = 0; next >= 0 && next != '\n'; mark()) {
            next = read();
        }
    }

    void skipByteOrderMark() throws IOException {
        if (read() == 0xEF && read() == 0xBB && read() == 0xBF) {
            mark();
        }
        backToMark();
    }

    private boolean fill() throws IOException {
        System.arraycopy(bytes, mark, bytes, 0, end - mark);
        position -= mark;
        end -= mark;
        mark = 0;
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int count = in.read(bytes, end, bytes.length - end);
        end += Math.max(0, count);
        return count > 0;
    }
}
