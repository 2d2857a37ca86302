package io.sensuhost.host.routing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/** Whether an event has the attributes that a filter asks for, as Sensu Core compares them. */
final class AttributeMatch {

    private AttributeMatch() {}

    static boolean matches(Map<?, ?> wanted, Map<?, ?> actual) {
        return wanted.entrySet().stream().allMatch(entry -> same(entry.getValue(), actual.get(entry.getKey())));
    }

    private static boolean same(Object wanted, Object actual) {
        if (wanted instanceof Map<?, ?> wantedObject && actual instanceof Map<?, ?> actualObject) {
            return matches(wantedObject, actualObject);
        }
        if (wanted instanceof Number wantedNumber && actual instanceof Number actualNumber) {
            return decimal(wantedNumber).compareTo(decimal(actualNumber)) == 0;
        }
        return Objects.equals(wanted, actual) || text(wanted).equals(text(actual));
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static String text(Object value) {
        return Objects.toString(value, "");
    }
}
