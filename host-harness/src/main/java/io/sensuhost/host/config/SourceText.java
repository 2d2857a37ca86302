package io.sensuhost.host.config;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of one file, with its lines. */
final class SourceText {

    private final String file;
    private final String text;
    private final int[] lineStarts;

    SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int lineStart(int offset) {
        return lineStarts[line(offset) - 1];
    }

    /** The end of the line's text, before its line break. */
    int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }

    /** The place in words, for messages about this file. */
    String place(int offset) {
        return at(offset).withinFile();
    }

    Location at(int offset) {
        return Location.at(file, line(offset), offset - lineStart(offset) + 1);
    }
}
