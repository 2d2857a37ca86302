package io.sensuhost.api;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a value of an attribute must be. */
sealed interface Type {

    /** What would be right, as a noun phrase: {@code a number of seconds from 1 to 60}. */
    String expected();

    /** Whether a value, as JSON and possibly null, is what it must be. */
    boolean accepts(Object value);

    /** All mistakes in a value, with paths relative to it. */
    default List<Problem> check(Object value) {
        return accepts(value) ? List.of() : List.of(mistake(value));
    }

    /** The value as JSON that a text stands for, for sources that have nothing but text; the text itself if none. */
    default Object parse(String text) {
        return text;
    }

    /** The attributes of the objects that it is made of. */
    default Optional<Schema> inner() {
        return Optional.empty();
    }

    /** What is wrong with a value that is not accepted. */
    default Problem mistake(Object value) {
        return Problem.error("", "must be " + expected() + ", but is " + Attribute.show(value));
    }

    private static Object number(String text) {
        return text.matches("-?\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(text) : text;
    }

    private static Optional<BigDecimal> number(Object value) {
        return value instanceof Number number ? Optional.of(new BigDecimal(number.toString())) : Optional.empty();
    }

    private static boolean isWithin(BigDecimal value, long least, long most) {
        return value.compareTo(BigDecimal.valueOf(least)) >= 0 && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean isText(Object value) {
        return value instanceof String text && !text.isBlank();
    }

    record Text(Pattern pattern, String expected) implements Type {
        @Override
        public boolean accepts(Object value) {
            return isText(value) && pattern.matcher((String) value).matches();
        }
    }

    record Choice(List<String> words) implements Type {
        @Override
        public String expected() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof String text && words.contains(text);
        }

        @Override
        public Problem mistake(Object value) {
            String meant = DidYouMean.of(String.valueOf(value), words)
                    .map(word -> "; did you mean '" + word + "'?")
                    .orElse("");
            return Problem.error("", Type.super.mistake(value).message() + meant);
        }
    }

    record Whole(long least, long most) implements Type {
        @Override
        public String expected() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public boolean accepts(Object value) {
            return number(value)
                    .filter(number -> number.stripTrailingZeros().scale() <= 0 && isWithin(number, least, most))
                    .isPresent();
        }

        @Override
        public Object parse(String text) {
            return number(text);
        }
    }

    record Seconds(Duration least, Duration most) implements Type {
        @Override
        public String expected() {
            return "a number of seconds from " + least.toSeconds() + " to " + most.toSeconds();
        }

        @Override
        public boolean accepts(Object value) {
            return number(value)
                    .filter(number -> isWithin(number, least.toSeconds(), most.toSeconds()))
                    .isPresent();
        }

        @Override
        public Object parse(String text) {
            return number(text);
        }
    }

    record Flag() implements Type {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Boolean;
        }

        @Override
        public Object parse(String text) {
            return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
        }
    }

    record Url() implements Type {
        @Override
        public String expected() {
            return "a URL such as https://host.example:8443, without user and password";
        }

        @Override
        public boolean accepts(Object value) {
            if (!(value instanceof String text)) {
                return false;
            }
            try {
                URI url = new URI(text);
                return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                        && url.getHost() != null
                        && url.getUserInfo() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }

    record TextMap() implements Type {
        @Override
        public String expected() {
            return "an object whose values are strings";
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance);
        }
    }

    record Nested(Schema schema) implements Type {
        @Override
        public String expected() {
            return "an object with " + String.join(", ", schema.names());
        }

        @Override
        public boolean accepts(Object value) {
            return check(value).stream().noneMatch(Problem::isError);
        }

        @Override
        public List<Problem> check(Object value) {
            return schema.check(value);
        }

        @Override
        public Optional<Schema> inner() {
            return Optional.of(schema);
        }
    }

    /** An array whose elements all have one type. */
    record ArrayOf(Type element, String expected) implements Type {
        @Override
        public boolean accepts(Object value) {
            return check(value).stream().noneMatch(Problem::isError);
        }

        @Override
        public List<Problem> check(Object value) {
            if (!(value instanceof List<?> list)) {
                return List.of(mistake(value));
            }
            return IntStream.range(0, list.size())
                    .boxed()
                    .flatMap(i -> element.check(list.get(i)).stream().map(problem -> problem.within("[" + i + "]")))
                    .toList();
        }

        @Override
        public Object parse(String text) {
            return Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .map(element::parse)
                    .toList();
        }

        @Override
        public Optional<Schema> inner() {
            return element.inner();
        }
    }
}
