package io.sensuhost.host.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why a text is no JSON, once the parser has refused it: a parser says where it lost track, a person wants to
 * know what to change.
 */
final class MistakeFinder {

    private enum Expected {
        VALUE,
        VALUE_AFTER_COMMA,
        ELEMENT_OR_END,
        NAME_OR_END,
        NAME,
        COLON,
        COMMA_OR_END,
        NOTHING
    }

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
    private static final Pattern WORD = Pattern.compile("[^\\s\\[\\]{},:\"']++");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final Pattern NAME_AHEAD = Pattern.compile("\"[^\"\\\\\\p{Cntrl}]{1,100}\"(?=\\s*:)");

    private final SourceText source;
    private final String text;
    private final Deque<Integer> open = new ArrayDeque<>();
    private Expected expected = Expected.VALUE;
    private int at;
    private int endOfLast;

    private MistakeFinder(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    /** Empty if the text is well-formed after all. */
    static Optional<Mistake> find(SourceText source) {
        return new MistakeFinder(source).find();
    }

    private Optional<Mistake> find() {
        Optional<Mistake> mistake = Optional.empty();
        for (skipSpace(); mistake.isEmpty() && at < text.length(); skipSpace()) {
            mistake = step(text.charAt(at));
        }
        return mistake.isPresent() || expected == Expected.NOTHING ? mistake : Optional.of(unfinished());
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Optional<Mistake> step(char c) {
        return switch (expected) {
            case VALUE, VALUE_AFTER_COMMA -> value(c);
            case ELEMENT_OR_END -> c == ']' ? close() : value(c);
            case NAME_OR_END -> c == '}' ? close() : name(c);
            case NAME -> name(c);
            case COLON -> c == ':' ? accept(Expected.VALUE) : wrong("a colon is missing after the name before it");
            case COMMA_OR_END -> commaOrEnd(c);
            case NOTHING -> wrong("a second document begins here: a file holds one JSON object");
        };
    }

    private Optional<Mistake> value(char c) {
        if (c == '{' || c == '[') {
            open.push(at);
            return accept(c == '{' ? Expected.NAME_OR_END : Expected.ELEMENT_OR_END);
        }
        if (c == '"') {
            return string(afterValue());
        }
        if (c == ']' && expected == Expected.VALUE_AFTER_COMMA) {
            return trailingComma();
        }
        if (c == '}' || c == ']' || c == ',' || c == ':') {
            return wrong("a value is missing before this " + c);
        }
        return word(c);
    }

    private Optional<Mistake> word(char c) {
        Matcher word = WORD.matcher(text).region(at, text.length());
        String found = word.lookingAt() ? word.group() : String.valueOf(c);
        boolean literal = found.equals("true") || found.equals("false") || found.equals("null");
        if (literal || NUMBER.matcher(found).matches()) {
            at += found.length();
            return after(afterValue());
        }
        if (found.matches("[+-]?(?:NaN|Infinity|nan|inf)")) {
            return wrong(found + " is no JSON: a number needs digits");
        }
        if (found.matches("True|False|None|nil|undefined|TRUE|FALSE|NULL|Null")) {
            return wrong(found + " is no JSON: write true, false or null");
        }
        if (found.matches("[+.-]?[0-9].*")) {
            return wrong("this is no JSON number: it has the form 12, -3 or 0.5, without + and leading zeros;"
                    + " anything else belongs in double quotes");
        }
        return foreign(c, "a value is expected here: a string in double quotes, a number, true, false, null, { or [");
    }

    private Optional<Mistake> name(char c) {
        if (c == '"') {
            return string(Expected.COLON);
        }
        return c == '}' && expected == Expected.NAME
                ? trailingComma()
                : foreign(c, "a name in double quotes is expected here");
    }

    private Optional<Mistake> commaOrEnd(char c) {
        boolean inObject = text.charAt(open.element()) == '{';
        if (c == ',') {
            return accept(inObject ? Expected.NAME : Expected.VALUE_AFTER_COMMA);
        }
        if (c == (inObject ? '}' : ']')) {
            return close();
        }
        if (c == '}' || c == ']') {
            return wrong(opened() + " is closed by " + c);
        }
        if (c == '/' || c == '#' || c == ':' || c == ';' || c == '=') {
            return foreign(c, "a comma or " + (inObject ? "}" : "]") + " is expected here");
        }
        Matcher name = NAME_AHEAD.matcher(text).region(at, text.length());
        String what = name.lookingAt() ? name.group() : "what follows";
        return Optional.of(new Mistake(
                at,
                "a comma is missing before " + what + ": it belongs at " + source.place(endOfLast),
                OptionalInt.of(endOfLast)));
    }

    private Optional<Mistake> string(Expected next) {
        int start = at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return after(next);
            }
            if (c == '\n' || c == '\r') {
                return wrong("the string that begins at " + source.place(start)
                        + " is not closed on its line: a quote is missing, or the line break has to be written as \\n");
            }
            if (c < ' ') {
                return wrong(String.format("a raw control character: write it as \\u%04x", (int) c));
            }
            Matcher escape = ESCAPE.matcher(text).region(at, text.length());
            if (c == '\\' && !escape.lookingAt()) {
                return wrong("a backslash that escapes nothing: write \\\\ for a backslash");
            }
            at = c == '\\' ? escape.end() : at + 1;
        }
        return wrong("the file ends inside the string that begins at " + source.place(start));
    }

    private Optional<Mistake> foreign(char c, String otherwise) {
        return switch (c) {
            case '/', '#' -> wrong("JSON has no comments: remove it");
            case '\'' -> wrong("single quotes are no JSON: use double quotes");
            case '\u201c', '\u201d', '\u2018', '\u2019' ->
                wrong("typographic quotes are no JSON: use plain double quotes");
            default -> wrong(otherwise);
        };
    }

    private Optional<Mistake> trailingComma() {
        int comma = endOfLast - 1;
        return Optional.of(new Mistake(
                at,
                "a comma before " + text.charAt(at) + ": remove the one at " + source.place(comma),
                OptionalInt.of(comma)));
    }

    private Mistake unfinished() {
        return open.isEmpty()
                ? new Mistake(at, "the file ends where a JSON object is expected")
                : new Mistake(at, "the file ends, but " + opened() + " is not closed");
    }

    private Optional<Mistake> wrong(String message) {
        return Optional.of(new Mistake(at, message));
    }

    private Optional<Mistake> accept(Expected next) {
        at++;
        return after(next);
    }

    private Optional<Mistake> close() {
        open.pop();
        return accept(afterValue());
    }

    private Expected afterValue() {
        return open.isEmpty() ? Expected.NOTHING : Expected.COMMA_OR_END;
    }

    private Optional<Mistake> after(Expected next) {
        endOfLast = at;
        expected = next;
        return Optional.empty();
    }

    private String opened() {
        int start = open.element();
        return "the " + (text.charAt(start) == '{' ? "object" : "array") + " that begins at " + source.place(start);
    }
}
