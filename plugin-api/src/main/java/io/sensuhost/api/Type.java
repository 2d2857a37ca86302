package io.sensuhost.api;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value of an attribute must be. */
public sealed interface Type {

    /**
     * What would be right, for messages and documentation.
     *
     * @return a noun phrase: {@code a number of seconds from 1 to 60}
     */
    String expected();

    /**
     * Looks for mistakes in a value.
     *
     * @param value the value as JSON, possibly null
     * @return all mistakes, with paths relative to the value
     */
    default List<Problem> check(Object value) {
        return accepts(value)
                ? List.of()
                : List.of(Problem.error("", "must be " + expected() + ", but is " + Attribute.show(value)));
    }

    /**
     * Whether a value as a whole is what it must be.
     *
     * @param value the value as JSON, possibly null
     * @return whether it is
     */
    boolean accepts(Object value);

    /**
     * A string.
     *
     * @param pattern what it must match as a whole, if anything
     * @param expected what it is
     */
    record Text(Optional<Pattern> pattern, String expected) implements Type {
        @Override
        public boolean accepts(Object value) {
            return value instanceof String text
                    && !text.isBlank()
                    && pattern.map(p -> p.matcher(text).matches()).orElse(true);
        }
    }

    /**
     * A number of seconds, whole or not.
     *
     * @param least the least that is right
     * @param most the most that is right
     */
    record Seconds(Duration least, Duration most) implements Type {
        @Override
        public String expected() {
            return "a number of seconds from " + least.toSeconds() + " to " + most.toSeconds();
        }

        @Override
        public boolean accepts(Object value) {
            if (!(value instanceof Number number)) {
                return false;
            }
            BigDecimal seconds = new BigDecimal(number.toString());
            return seconds.compareTo(BigDecimal.valueOf(least.toSeconds())) >= 0
                    && seconds.compareTo(BigDecimal.valueOf(most.toSeconds())) <= 0;
        }
    }

    /** True or false. */
    record Flag() implements Type {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Boolean;
        }
    }

    /**
     * An array of strings.
     *
     * @param choices the strings that are right; empty when any is
     */
    record Texts(List<String> choices) implements Type {

        public Texts {
            choices = List.copyOf(choices);
        }

        @Override
        public String expected() {
            return "an array of strings" + (choices.isEmpty() ? "" : ", each one of " + String.join(", ", choices));
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof List<?> list && list.stream().allMatch(this::acceptsElement);
        }

        @Override
        public List<Problem> check(Object value) {
            if (!(value instanceof List<?> list)) {
                return Type.super.check(value);
            }
            List<Problem> problems = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (!acceptsElement(list.get(i))) {
                    problems.add(Problem.error("[" + i + "]", mistake(list.get(i))));
                }
            }
            return problems;
        }

        private boolean acceptsElement(Object element) {
            return element instanceof String text && !text.isBlank() && (choices.isEmpty() || choices.contains(text));
        }

        private String mistake(Object element) {
            String wanted = choices.isEmpty() ? "a string that is not blank" : "one of " + String.join(", ", choices);
            String meant = element instanceof String text
                    ? DidYouMean.of(text, choices)
                            .map(word -> "; did you mean '" + word + "'?")
                            .orElse("")
                    : "";
            return "must be " + wanted + ", but is " + Attribute.show(element) + meant;
        }
    }

    /** An HTTP or HTTPS URL with a host and no credentials. */
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
            } catch (java.net.URISyntaxException e) {
                return false;
            }
        }
    }

    /**
     * An object with attributes of its own.
     *
     * @param schema the attributes
     */
    record Nested(Schema schema) implements Type {
        @Override
        public String expected() {
            return "an object with " + String.join(", ", schema.names());
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Map<?, ?>;
        }

        @Override
        public List<Problem> check(Object value) {
            return value instanceof Map<?, ?> ? schema.check(value) : Type.super.check(value);
        }
    }

    /**
     * An array of objects of one kind.
     *
     * @param schema the attributes of each
     */
    record Objects(Schema schema) implements Type {
        @Override
        public String expected() {
            return "an array of objects with " + String.join(", ", schema.names());
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof List<?> list && list.stream().allMatch(element -> element instanceof Map<?, ?>);
        }

        @Override
        public List<Problem> check(Object value) {
            if (!(value instanceof List<?> list)) {
                return Type.super.check(value);
            }
            List<Problem> problems = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                String element = "[" + i + "]";
                schema.check(list.get(i)).forEach(problem -> problems.add(problem.within(element)));
            }
            return problems;
        }
    }
}
