package io.sensuhost.host.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares what is expected with what is there: of an object its named fields, of a reason a part. */
final class Comparison {

    private static final Set<String> EXPLAINED = Set.of("status", "action", "code");

    private final String where;
    private final Object reason;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(String where, Object reason) {
        this.where = where;
        this.reason = reason;
    }

    static List<Difference> of(String where, Map<String, ?> expected, Map<String, ?> found) {
        Comparison comparison = new Comparison(where, found.get("reason"));
        expected.forEach((field, value) -> comparison.compare(field, value, found.get(field)));
        return comparison.differences;
    }

    private void compare(String field, Object expected, Object found) {
        if (expected instanceof Map<?, ?> object && found instanceof Map<?, ?> other) {
            object.forEach((name, value) -> compare(field + "." + name, value, other.get(name)));
        } else if (!(field.equals("reason") ? isPart(expected, found) : isEqual(expected, found))) {
            differences.add(new Difference(where, field, String.valueOf(expected), found + explanation(field)));
        }
    }

    private String explanation(String field) {
        return EXPLAINED.contains(field) ? " (" + reason + ")" : "";
    }

    private static boolean isPart(Object expected, Object found) {
        return String.valueOf(found).contains(String.valueOf(expected));
    }

    private static boolean isEqual(Object expected, Object found) {
        return (expected instanceof Number one && found instanceof Number other)
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0
                : Objects.equals(expected, found);
    }
}
