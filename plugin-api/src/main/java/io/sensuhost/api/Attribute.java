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
 * <p>Immutable: each method gives another attribute.
 */
@Stable
public final class Attribute {

    private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);

    private final String name;
    private final Type type;
    private final boolean required;
    private final boolean secret;
    private final Optional<Object> defaultValue;
    private final String description;
    private final List<String> entityNames;

    private Attribute(
            String name,
            Type type,
            boolean required,
            boolean secret,
            Optional<Object> defaultValue,
            String description,
            List<String> entityNames) {
        this.name = name;
        this.type = type;
        this.required = required;
        this.secret = secret;
        this.defaultValue = defaultValue;
        this.description = description;
        this.entityNames = List.copyOf(entityNames);
    }

    private static Attribute of(String name, Type type) {
        if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")) {
            throw new IllegalArgumentException("'" + name + "' is no name for an attribute: use snake_case");
        }
        return new Attribute(name, type, false, false, Optional.empty(), "", List.of());
    }

    /**
     * Any string that is not blank.
     *
     * @param name the attribute's snake_case name
     * @return the attribute, optional and without default
     */
    public static Attribute text(String name) {
        return of(name, new Type.Text(ANYTHING, "a string that is not blank"));
    }

    /**
     * A string of a certain form.
     *
     * @param name the attribute's snake_case name
     * @param pattern a regular expression that it matches as a whole; where clients may set the attribute, one that repeats
     *     groups no more often than it says, since Java's stack overflows on a long text otherwise
     * @param expected what it is, with an example: {@code a region such as eu-west-1}
     * @return the attribute, optional and without default
     */
    public static Attribute text(String name, String pattern, String expected) {
        return of(name, new Type.Text(Pattern.compile(pattern), expected));
    }

    /**
     * One of some words.
     *
     * @param name the attribute's snake_case name
     * @param words the words that are right, at least one
     * @return the attribute, optional and without default
     */
    public static Attribute choice(String name, String... words) {
        return of(name, new Type.Choice(List.of(words)));
    }

    /**
     * A whole number.
     *
     * @param name the attribute's snake_case name
     * @param least the least that is right
     * @param most the most that is right
     * @return the attribute, optional and without default
     */
    public static Attribute integer(String name, long least, long most) {
        return of(name, new Type.Whole(least, most));
    }

    /**
     * A number of seconds, whole or not.
     *
     * @param name the attribute's snake_case name
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
     * @param name the attribute's snake_case name
     * @return the attribute, optional and without default
     */
    public static Attribute flag(String name) {
        return of(name, new Type.Flag());
    }

    /**
     * An HTTP or HTTPS URL with a host and no credentials.
     *
     * @param name the attribute's snake_case name
     * @return the attribute, optional and without default
     */
    public static Attribute url(String name) {
        return of(name, new Type.Url());
    }

    /**
     * An array of strings.
     *
     * @param name the attribute's snake_case name
     * @param words the strings that are right; any that is not blank when there are none
     * @return the attribute, optional and without default
     */
    public static Attribute texts(String name, String... words) {
        return words.length == 0
                ? of(name, new Type.ArrayOf(text("element").type, "an array of strings"))
                : of(
                        name,
                        new Type.ArrayOf(
                                new Type.Choice(List.of(words)),
                                "an array of strings, each one of " + String.join(", ", words)));
    }

    /**
     * An object whose values are strings, with names that nobody knows beforehand: HTTP headers, say.
     *
     * @param name the attribute's snake_case name
     * @return the attribute, optional and without default
     */
    public static Attribute textMap(String name) {
        return of(name, new Type.TextMap());
    }

    /**
     * An object with attributes of its own.
     *
     * @param name the attribute's snake_case name
     * @param schema its attributes
     * @return the attribute, optional and without default
     */
    public static Attribute nested(String name, Schema schema) {
        return of(name, new Type.Nested(schema));
    }

    /**
     * An array of objects of one kind.
     *
     * @param name the attribute's snake_case name
     * @param schema the attributes of each
     * @return the attribute, optional and without default
     */
    public static Attribute objects(String name, Schema schema) {
        return of(
                name,
                new Type.ArrayOf(
                        new Type.Nested(schema), "an array of objects with " + String.join(", ", schema.names())));
    }

    /**
     * The same attribute, which must be there.
     *
     * @return the attribute
     */
    public Attribute asRequired() {
        return new Attribute(name, type, true, secret, defaultValue, description, entityNames);
    }

    /**
     * The same attribute, whose value may never be shown.
     *
     * @return the attribute
     */
    public Attribute asSecret() {
        return new Attribute(name, type, required, true, defaultValue, description, entityNames);
    }

    /**
     * The same attribute with a value where none is set.
     *
     * @param value the value, as it would stand in JSON
     * @return the attribute
     * @throws IllegalArgumentException if the value would be a mistake
     */
    public Attribute byDefault(Object value) {
        if (!type.accepts(value)) {
            throw new IllegalArgumentException(
                    "The default of '" + name + "' must be " + type.expected() + ", but is " + show(value));
        }
        return new Attribute(name, type, required, secret, Optional.of(value), description, entityNames);
    }

    /**
     * The same attribute with words for the reference documentation.
     *
     * @param words a sentence or two
     * @return the attribute
     */
    public Attribute describedAs(String words) {
        return new Attribute(name, type, required, secret, defaultValue, words, entityNames);
    }

    /**
     * The same attribute of a client, which an entity of Sensu Go may give by a label or an annotation as well. Of
     * several that are there the first named wins, of a label and an annotation of one name the annotation. A list is
     * given with commas between its elements.
     *
     * @param names names of labels or annotations
     * @return the attribute
     */
    public Attribute fromEntity(String... names) {
        return new Attribute(name, type, required, secret, defaultValue, description, List.of(names));
    }

    /**
     * What it is called.
     *
     * @return its snake_case name
     */
    public String name() {
        return name;
    }

    /**
     * What its value must be.
     *
     * @return a noun phrase: {@code a number of seconds from 1 to 60}
     */
    public String expected() {
        return type.expected();
    }

    /**
     * Whether it must be there.
     *
     * @return whether settings without it are a mistake
     */
    public boolean required() {
        return required;
    }

    /**
     * Whether its value may never be shown.
     *
     * @return whether it is a secret
     */
    public boolean secret() {
        return secret;
    }

    /**
     * Its value where none is set.
     *
     * @return the value as JSON, if there is one
     */
    public Optional<Object> defaultValue() {
        return defaultValue;
    }

    /**
     * What the reference documentation says of it.
     *
     * @return a sentence or two, perhaps empty
     */
    public String description() {
        return description;
    }

    /**
     * The labels and annotations that an entity of Sensu Go may give it by.
     *
     * @return their names, the most important first
     */
    public List<String> entityNames() {
        return entityNames;
    }

    /**
     * The attributes of the object or objects that it holds.
     *
     * @return their declaration, if it holds objects of a known kind
     */
    public Optional<Schema> inner() {
        return type.inner();
    }

    /**
     * The value that a text stands for, where nothing but text can be given.
     *
     * @param text the text of a label or an annotation
     * @return the value as JSON; the text itself where it does not have the attribute's form
     */
    public Object parse(String text) {
        return type.parse(text);
    }

    Type type() {
        return type;
    }

    List<Problem> check(Object value) {
        if (secret) {
            return type.accepts(value)
                    ? List.of()
                    : List.of(Problem.error(
                            name, "must be " + type.expected() + "; what it is is not shown, since it is a secret"));
        }
        List<Problem> problems = type.check(value);
        return problems.isEmpty()
                ? problems
                : problems.stream().map(problem -> problem.within(name)).toList();
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
}
