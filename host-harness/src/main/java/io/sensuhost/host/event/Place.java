package io.sensuhost.host.event;

/**
 * A place in a text.
 *
 * @param line the line, from 1
 * @param column the column, from 1, in bytes
 */
public record Place(int line, int column) {

    static final Place START = new Place(1, 1);

    /** The same place in a text of which the one it was found in is a part that begins here. */
    Place plus(Place inner) {
        return inner.line == 1
                ? new Place(line, column + inner.column - 1)
                : new Place(line + inner.line - 1, inner.column);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
