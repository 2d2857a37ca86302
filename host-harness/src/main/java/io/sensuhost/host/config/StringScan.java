package io.sensuhost.host.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through one string from its opening quote.
 *
 * @param end behind its closing quote, or where it stops being a string
 * @param mistake why it stops there, empty for a string as it should be
 */
record StringScan(int end, Optional<Mistake> mistake) {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");

    static StringScan from(int start, SourceText source) {
        String text = source.text();
        Matcher escape = ESCAPE.matcher(text);
        int at = start + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return new StringScan(at + 1, Optional.empty());
            }
            if (c == '\n' || c == '\r') {
                return wrong(
                        at,
                        "the string that begins at " + source.place(start) + " is not closed on its line:"
                                + " a quote is missing, or the line break has to be written as \\n");
            }
            if (c < ' ') {
                return wrong(at, String.format("a raw control character: write it as \\u%04x", (int) c));
            }
            if (c != '\\') {
                at++;
            } else if (escape.region(at, text.length()).lookingAt()) {
                at = escape.end();
            } else {
                return wrong(at, "a backslash that escapes nothing: write \\\\ for a backslash");
            }
        }
        return wrong(at, "the file ends inside the string that begins at " + source.place(start));
    }

    private static StringScan wrong(int at, String message) {
        return new StringScan(at, Optional.of(new Mistake(at, message)));
    }
}
