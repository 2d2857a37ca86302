package io.sensuhost.host.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a stream as they come, of which those since a mark are kept and can be gone back to. */
final class Window {

    /** Stands for a byte where the stream has ended. */
    static final int END = -1;

    /** Stands for a byte that has not come yet. */
    static final int NOT_YET = -2;

    private static final int LEAST_CAPACITY = 1024;

    private byte[] bytes = new byte[0];
    private int mark;
    private int position;
    private int end;
    private boolean ended;
    private Place markPlace = Place.START;

    void append(ByteBuffer more) {
        int needed = end - mark + more.remaining();
        if (needed > bytes.length) {
            bytes = Arrays.copyOfRange(
                    bytes, mark, mark + Math.max(needed, Math.max(LEAST_CAPACITY, 2 * (end - mark))));
            shift();
        } else if (end + more.remaining() > bytes.length) {
            System.arraycopy(bytes, mark, bytes, 0, end - mark);
            shift();
        }
        int count = more.remaining();
        more.get(bytes, end, count);
        end += count;
    }

    private void shift() {
        position -= mark;
        end -= mark;
        mark = 0;
    }

    void end() {
        ended = true;
    }

    /** The next byte, or why there is none. */
    int read() {
        return position < end ? bytes[position++] & 0xff : none();
    }

    /** The byte that will be read next, or why there is none. */
    int peek() {
        return position < end ? bytes[position] & 0xff : none();
    }

    private int none() {
        return ended ? END : NOT_YET;
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
        if (mark == end) {
            letGo();
        }
    }

    /** A stream that is idle holds no memory. */
    private void letGo() {
        bytes = bytes.length > LEAST_CAPACITY ? new byte[0] : bytes;
        mark = 0;
        position = 0;
        end = 0;
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

    /** How many bytes are kept. */
    int held() {
        return end - mark;
    }

    /** Goes on to the next byte that is no white space, sets the mark there and tells the byte, or why there is none. */
    int skipBlanks() {
        while (Extent.isBlank(peek())) {
            position++;
        }
        mark();
        return peek();
    }

    /** Goes on to the start of the next line, sets the mark there and tells how that ended: with a line or without. */
    int skipLine() {
        int next = 0;
        while (next >= 0 && next != '\n') {
            next = read();
        }
        mark();
        return next;
    }

    /** Skips a byte order mark, if there is one; tells whether that can be known already. */
    boolean skipByteOrderMark() {
        boolean known = true;
        for (int expected : new int[] {0xEF, 0xBB, 0xBF}) {
            int next = read();
            if (next != expected) {
                known = next != NOT_YET;
                backToMark();
                return known;
            }
        }
        mark();
        return known;
    }
}
