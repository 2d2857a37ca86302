package io.sensuhost.host.config;

import java.util.Set;
import java.util.regex.Pattern;

/** What a value is, in words. */
final class Kind {

    private static final int LONGEST = 80;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final Redactor REDACTOR = new Redactor(Set.of());

    private Kind() {}

    /** With the value itself, where it is short and no secret: {@code "pip"}. */
    static String shown(AttributePath path, Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return of(node);
        }
        String value = String.valueOf(REDACTOR.redactAt(path.toString(), scalar.value()));
        if (value.equals(Redactor.REDACTED) || value.length() > LONGEST) {
            return of(node);
        }
        String visible = INVISIBLE.matcher(value).replaceAll(" ");
        return scalar.value() instanceof String ? '"' + visible + '"' : visible;
    }

    static String of(Node node) {
        if (node instanceof Node.Members) {
            return "an object";
        }
        if (node instanceof Node.Elements) {
            return "an array";
        }
        if (node instanceof Node.Scalar scalar) {
            return scalar.value() instanceof String
                    ? "a string"
                    : scalar.value() instanceof Number ? "a number" : "a boolean";
        }
        return "null";
    }
}
