package io.sensuhost.host.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an attribute has to look like, and what it is read as.
 *
 * @param expected the shape in words, as they begin a message
 * @param kind what it is before any further condition
 * @param choices all that a string can be, empty where it is not that simple
 * @param read empty for a node that has not this shape
 */
record Shape<T>(String expected, Class<?> kind, List<String> choices, Function<Node, Optional<T>> read) {

    static final Shape<Node.Members> OBJECT =
            new Shape<>("an object", Node.Members.class, node -> as(Node.Members.class, node));
    static final Shape<List<Node>> ARRAY = new Shape<>(
            "an array",
            Node.Elements.class,
            node -> as(Node.Elements.class, node).map(Node.Elements::nodes));
    static final Shape<String> ANY_TEXT = text("a string", text -> true);
    static final Shape<String> TEXT = text("a string that is not empty", text -> !text.isEmpty());
    static final Shape<Boolean> FLAG = scalar("true or false", Boolean.class, flag -> true);
    static final Shape<Number> NUMBER = scalar("a number", Number.class, number -> true);
    static final Shape<Double> FRACTION = scalar("a number from 0 to 1", Number.class, within(0, 1))
            .then(number -> Optional.of(number.doubleValue()));
    static final Shape<Path> FILE = TEXT.then(Shape::path);
    static final Shape<Node.Members> BROKER = new Shape<>(
            "an object, or a URL that begins with amqp:// or amqps://",
            Object.class,
            node -> node.plain() instanceof String url
                    ? BrokerUrl.members(url, node.location())
                    : as(Node.Members.class, node));
    static final Shape<URI> HTTP_URL = text(
                    "a URL that begins with http:// or https:// and has no user in it", text -> true)
            .then(Shape::httpUrl);

    private static final int LONGEST = 31 * 24 * 3600;
    static final Shape<Duration> SECONDS = scalar(
                    "a number of seconds above 0 and up to " + LONGEST, Number.class, within(Double.MIN_VALUE, LONGEST))
            .then(number -> Optional.of(Duration.ofNanos(Math.max(1, Math.round(number.doubleValue() * 1e9)))));

    Shape(String expected, Class<?> kind, Function<Node, Optional<T>> read) {
        this(expected, kind, List.of(), read);
    }

    static Shape<Integer> whole(int lowest, int highest) {
        return scalar(
                "a whole number from " + lowest + " to " + highest,
                Integer.class,
                number -> lowest <= number && number <= highest);
    }

    static Shape<String> text(String expected, Predicate<String> right) {
        return scalar(expected, String.class, right);
    }

    static Shape<String> oneOf(List<String> choices) {
        Shape<String> text = text("one of " + String.join(", ", choices), choices::contains);
        return new Shape<>(text.expected, String.class, choices, text.read);
    }

    /** What to tell about a node of another shape, with no more of it than {@code config} shows. */
    String complaint(AttributePath at, Node found) {
        Optional<String> meant = ANY_TEXT.read.apply(found).flatMap(text -> Spelling.closest(text, choices, 2));
        return expected + " is expected, found " + Kind.shown(at, found)
                + meant.map(choice -> "; did you mean " + choice + "?").orElse("");
    }

    private <R> Shape<R> then(Function<T, Optional<R>> further) {
        return new Shape<>(expected, kind, choices, node -> read.apply(node).flatMap(further));
    }

    private static <T> Shape<T> scalar(String expected, Class<T> type, Predicate<T> right) {
        return new Shape<>(expected, type, node -> as(type, node.plain()).filter(right));
    }

    private static <T> Optional<T> as(Class<T> type, Object value) {
        return Optional.ofNullable(value).filter(type::isInstance).map(type::cast);
    }

    private static Predicate<Number> within(double lowest, double highest) {
        return number -> number.doubleValue() >= lowest && number.doubleValue() <= highest;
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<URI> httpUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return Optional.of(uri).filter(url -> http && url.getHost() != null && url.getRawUserInfo() == null);
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }
}
