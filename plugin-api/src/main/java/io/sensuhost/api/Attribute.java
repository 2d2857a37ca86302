package io.sensuhost.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One setting, declared as data: the one source of its validation, of the messages about it, of its redaction and of
 * its documentation.
 *
 * <pre>{@code
 * Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofMinutes(5)).byDefault(10)
 *         .describedAs("How long one event may take.")
 * }</pre>
 *
 * @param name its snake_case name
 * @param type what its value must be
 * @param required whether it must be there
 * @param secret whether its value may never be shown
 * @param defaultValue its value where none is set, as JSON
 * @param description a sentence or two for the reference documentation
 */
public record Attribute(
        String name, Type type, boolean required, boolean secret, Optional<Object> defaultValue, String description) {

    /**
     * Any string that is not blank.
     *
     * @param name the attribute's name
     * @return the attribute, optional and without default
     */
    public static Attribute text(String name) {
        return of(name, new Type.Text(Optional.empty(), "a string that is not blank"));
    }

    /**
     * A string of a certain form.
     *
     * @param name the attribute's name
     * @param pattern a regular expression that it matches as a whole
     * @param expected what it is, with an example: {@code a region such as eu-west-1}
     * @return the attribute, optional and without default
     */
    public static Attribute text(String name, String pattern, String expected) {
        return of(name, new Type.Text(Optional.of(Pattern.compile(pattern)), expected));
    }

    /**
     * A number of seconds.
     *
     * @param name the attribute's name
     * @param least the least that is right, in whole seconds
     * @param most the most that is right, in whole seconds
     * @return the attribute, optional and without default
     */
    public static Attribute seconds(String name, Duration least, Duration most) {
        return of(name, new Type.Seconds(least, most));
    }

    /**
     * True or false.
     *
     * @param name the attribute's name
     * @return the attribute, optional and without default
     */
    public static Attribute flag(String name) {
        return of(name, new Type.Flag());
    }

    /**
     * An array of strings.
     *
     * @param name the attribute's name
     * @param choices the strings that are right; any when there are none
     * @return the attribute, optional and without default
     */
    public static Attribute texts(String name, String... choices) {
        return of(name, new Type.Texts(List.of(choices)));
    }

    /**
     * An HTTP or HTTPS URL.
     *
     * @param name the attribute's name
     * @return the attribute, optional and without default
     */
    public static Attribute url(String name) {
        return of(name, new Type.Url());
    }

    /**
     * An object with attributes of its own.
     *
     * @param name the attribute's name
     * @param schema its attributes
     * @return the attribute, optional and without default
     */
    public static Attribute nested(String name, Schema schema) {
        return of(name, new Type.Nested(schema));
    }

    /**
     * An array of objects of one kind.
     *
     * @param name the attribute's name
     * @param schema the attributes of each
     * @return the attribute, optional and without default
     */
    public static Attribute objects(String name, Schema schema) {
        return of(name, new Type.Objects(schema));
    }

    /**
     * The same attribute, which must be there.
     *
     * @return the attribute
     */
    public Attribute asRequired() {
        return new Attribute(name, type, true, secret, defaultValue, description);
    }

    /**
     * The same attribute, whose value may never be shown.
     *
     * @return the attribute
     */
    public Attribute asSecret() {
        return new Attribute(name, type, required, true, defaultValue, description);
    }

    /**
     * The same attribute with a value where none is set.
     *
     * @param value the value, as it would stand in JSON
     * @return the attribute
     */
    public Attribute byDefault(Object value) {
        if (!type.accepts(value)) {
            throw new IllegalArgumentException(
                    "The default of '" + name + "' must be " + type.expected() + ", but is " + show(value));
        }
        return new Attribute(name, type, required, secret, Optional.of(value), description);
    }

    /**
     * The same attribute with words for the reference documentation.
     *
     * @param words a sentence or two
     * @return the attribute
     */
    public Attribute describedAs(String words) {
        return new Attribute(name, type, required, secret, defaultValue, words);
    }

    List<Problem> check(Object value) {
        if (secret) {
            return type.accepts(value)
                    ? List.of()
                    : List.of(Problem.error(
                            name, "must be " + type.expected() + "; what it is is not shown, since it is a secret"));
        }
        return type.check(value).stream().map(problem -> problem.within(name)).toList();
    }

    static String show(Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        if (value instanceof String text) {
            String clean = text.replaceAll("(?<=://)[^\\s/]*@", "REDACTED@").replaceAll("[\\p{Cc}\\p{Cf}]", " ");
            return clean.length() <= 80 ? '"' + clean + '"' : '"' + clean.substring(0, 80) + "…\"";
        }
        return String.valueOf(value);
    }

    private static Attribute of(String name, Type type) {
        return new Attribute(name, type, false, false, Optional.empty(), "");
    }
}
