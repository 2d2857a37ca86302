package io.sensuhost.host.routing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Ruby in a filter's attributes, which Sensu would run and this host does not. */
final class RubyEval {

    private static final Pattern COMPARISON =
            Pattern.compile("eval:\\s*value\\s*(==|!=)\\s*(['\"]?)([\\w.:/ -]+?)\\2\\s*");

    private RubyEval() {}

    /**
     * Looks for Ruby.
     *
     * @throws IllegalArgumentException that says where there is some, and what would do instead
     */
    static void rejectIn(String path, Map<?, ?> attributes) {
        attributes.forEach((name, value) -> {
            String inner = path + "." + name;
            if (value instanceof Map<?, ?> object) {
                rejectIn(inner, object);
            } else if (value instanceof String text && text.startsWith("eval:")) {
                throw new IllegalArgumentException(
                        inner + " is Ruby, which this host does not run; " + insteadOf(inner, text));
            }
        });
    }

    private static String insteadOf(String path, String ruby) {
        Matcher comparison = COMPARISON.matcher(ruby);
        if (comparison.matches()) {
            return "write \"" + comparison.group(3) + "\" in its place"
                    + (comparison.group(1).equals("!=") ? " and set negate" : "");
        }
        return path.equals("attributes.occurrences")
                ? "use the filter occurrences, which goes by check.occurrences and check.refresh"
                : "match a plain value, with negate to turn it round";
    }
}
