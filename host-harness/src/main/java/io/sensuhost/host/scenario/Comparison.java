package io.sensuhost.host.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares what is expected with what is there: of an object its named fields, of a reason a part. */
final class Comparison {

    private final String where;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(String where) {
        this.where = where;
    }

    static List<Difference> of(String where, Map<String, ?> expected, Map<String, ?> found) {
        Comparison comparison = new Comparison(where);
        expected.forEach((field, value) -> comparison.compare(field, value, found.get(field)));
        return comparison.differences;
    }

    private void compare(String field, Object expected, Object found) {
        if (expected instanceof Map<?, ?> object && found instanceof Map<?, ?> other) {
            object.forEach((name, value) -> compare(field + "." + name, value, other.get(name)));
        } else if (!(field.equals("reason") ? isPart(expected, found) : isEqual(expected, found))) {
            differences.add(new Difference(where, field, String.valueOf(expected), String.valueOf(found)));
        }
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
