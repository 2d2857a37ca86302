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
    private static final Pattern NAME_AHEAD = Pattern.compile("\"[^\"\\\\\\p{Cc}\\p{Cf}]{1,100}\"(?=\\s*:)");

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
            case NOTHING -> behindTheEnd(c);
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
        return literal();
    }

    private Optional<Mistake> literal() {
        String word = wordHere();
        boolean literal = word.equals("true") || word.equals("false") || word.equals("null");
        if (literal || NUMBER.matcher(word).matches()) {
            at += word.length();
            return after(afterValue());
        }
        return wrong(CommonSlip.ofCharacter(text.charAt(at))
                .or(() -> CommonSlip.ofWord(word))
                .orElse("a value is expected here: a string in double quotes, a number, true, false, null, { or ["));
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
        if (c != '"' && at == endOfLast && text.charAt(at - 1) == '"') {
            return wrong("the string ends before this: inside a string, a quote is written \\\"");
        }
        Matcher name = NAME_AHEAD.matcher(text).region(at, text.length());
        String what = name.lookingAt() ? name.group() : "what follows";
        return Optional.of(new Mistake(
                at,
                "a comma is missing before " + what + ": it belongs at " + source.place(endOfLast),
                OptionalInt.of(endOfLast)));
    }

    private Optional<Mistake> string(Expected next) {
        StringScan string = StringScan.from(at, source);
        at = string.end();
        return string.mistake().or(() -> after(next));
    }

    private Optional<Mistake> behindTheEnd(char c) {
        return c == '}' || c == ']'
                ? wrong("nothing is open that this " + c + " could close")
                : foreign(c, "a second document begins here: a file holds one JSON object");
    }

    private Optional<Mistake> foreign(char c, String otherwise) {
        return wrong(CommonSlip.ofCharacter(c).orElse(otherwise));
    }

    private String wordHere() {
        Matcher word = WORD.matcher(text).region(at, text.length());
        return word.lookingAt() ? word.group() : "";
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
