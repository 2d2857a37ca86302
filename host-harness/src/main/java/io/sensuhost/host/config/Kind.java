package io.sensuhost.host.config;

/** What a value is, in words and without its content. */
final class Kind {

    private Kind() {}

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
