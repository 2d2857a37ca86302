package io.sensuhost.host.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way from the root to an attribute, written like {@code ec2.accounts[0].role_arn}. A name that would not be read
 * back as one name is quoted: {@code handlers["a.b"].type}.
 */
final class AttributePath {

    static final AttributePath ROOT = new AttributePath(Optional.empty(), "");
    private static final Pattern BARE_NAME = Pattern.compile("[^.\\[\\]\"\\\\\\p{Cc}\\p{Cf}]+");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[\\x{0}-\\x{ffff}]]");

    private final Optional<AttributePath> parent;
    private final String step;

    private AttributePath(Optional<AttributePath> parent, String step) {
        this.parent = parent;
        this.step = step;
    }

    AttributePath member(String name) {
        if (!BARE_NAME.matcher(name).matches()) {
            String quoted = INVISIBLE
                    .matcher(new String(JsonStringEncoder.getInstance().quoteAsString(name)))
                    .replaceAll(AttributePath::escaped);
            return new AttributePath(Optional.of(this), "[\"" + quoted + "\"]");
        }
        return new AttributePath(Optional.of(this), this == ROOT ? name : "." + name);
    }

    AttributePath element(int index) {
        return new AttributePath(Optional.of(this), "[" + index + "]");
    }

    /** Empty for the root, which needs no words. */
    Optional<String> text() {
        return this == ROOT ? Optional.empty() : Optional.of(toString());
    }

    private static String escaped(MatchResult invisible) {
        return Matcher.quoteReplacement(
                String.format("\\u%04x", (int) invisible.group().charAt(0)));
    }

    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (Optional<AttributePath> at = Optional.of(this); at.isPresent(); at = at.get().parent) {
            steps.addFirst(at.get().step);
        }
        return String.join("", steps);
    }
}
