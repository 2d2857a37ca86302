package io.sensuhost.host.config;

import java.util.regex.Pattern;

/**
 * The line around a mistake with a caret under the place, fit to be shown: what could be a secret is masked, only names
 * and punctuation stay.
 */
final class MarkedLine {

    private static final int CONTEXT = 60;
    private static final String MASK = "***";
    private static final String PUNCTUATION = "{}[],: \t\r'/#;=\u201c\u201d\u2018\u2019";

    /** A comma may have been forgotten before a name on a line of its own. */
    private static final Pattern NAME_BELONGS = Pattern.compile("\\s*|[{,]\\s*|[^:\\[]\\s*\n\\s*");

    private static final Pattern NUMBER_OR_LITERAL = Pattern.compile("[-+.0-9eE]{1,9}|true|false|null");

    private final SourceText source;

    MarkedLine(SourceText source) {
        this.source = source;
    }

    /** The line of the offset and a caret line below it, each beginning with a line break. */
    String at(int offset, String note) {
        String line = String.valueOf(source.line(offset));
        String before = visible(masked(source.lineStart(offset), offset, true));
        String after = visible(masked(offset, Math.max(offset, source.lineEnd(offset)), false));
        if (before.length() > CONTEXT) {
            before = "…" + before.substring(before.length() - CONTEXT);
        }
        if (after.length() > CONTEXT) {
            after = after.substring(0, CONTEXT) + "…";
        }
        return "\n  " + line + " | " + before + after + "\n  " + " ".repeat(line.length()) + " | "
                + " ".repeat(before.length()) + "^" + (note.isEmpty() ? "" : " " + note);
    }

    /**
     * Before the mistake bare words are numbers and literals, or what else is in a file that is no text at all; behind it
     * they can be anything.
     */
    private String masked(int from, int to, boolean mostlyJson) {
        StringBuilder shown = new StringBuilder();
        String text = source.text();
        for (int at = from; at < to; ) {
            int end = endOfToken(at, to);
            char c = text.charAt(at);
            if (c == '"') {
                shown.append(isName(at, end) ? text.substring(at, end) : "\"" + MASK + "\"");
            } else {
                String word = text.substring(at, end);
                boolean plain = mostlyJson && NUMBER_OR_LITERAL.matcher(word).matches();
                shown.append(plain || isPunctuation(c) ? word : MASK);
            }
            at = end;
        }
        return shown.toString();
    }

    private int endOfToken(int start, int limit) {
        String text = source.text();
        int at = start + 1;
        if (text.charAt(start) == '"') {
            while (at < limit && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, limit);
        }
        if (!isPunctuation(text.charAt(start))) {
            while (at < limit && text.charAt(at) != '"' && !isPunctuation(text.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    /** What a colon follows, and stands where a name belongs: in a damaged file a secret may be followed by a colon too. */
    private boolean isName(int start, int end) {
        String text = source.text();
        return end > start + 1
                && text.charAt(end - 1) == '"'
                && text.startsWith(":", behindBlanks(end))
                && NAME_BELONGS
                        .matcher(text.substring(beforeBlanks(start), start))
                        .matches();
    }

    private int behindBlanks(int at) {
        int end = at;
        while (end < source.text().length() && source.text().charAt(end) == ' ') {
            end++;
        }
        return end;
    }

    /** Where the last that is no blank begins. */
    private int beforeBlanks(int at) {
        int start = at;
        while (start > 0 && Character.isWhitespace(source.text().charAt(start - 1))) {
            start--;
        }
        return Math.max(0, start - 1);
    }

    private static boolean isPunctuation(char c) {
        return PUNCTUATION.indexOf(c) >= 0;
    }

    /** Nothing in a file may move the cursor of the terminal that shows it. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }
}
