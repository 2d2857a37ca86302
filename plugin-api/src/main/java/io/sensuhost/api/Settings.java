package io.sensuhost.api;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Settings that have been found right, with the types and defaults of their {@link Schema}. Immutable.
 *
 * <p>Each accessor throws {@link IllegalArgumentException} for a name that is not declared with its type, which is a
 * mistake in the program. Those that answer no {@link Optional} are for attributes that are required or have a default,
 * and throw {@link java.util.NoSuchElementException} for others that are not set.
 */
@Stable
public final class Settings {

    private final Schema schema;
    private final JsonObject values;

    Settings(Schema schema, Map<?, ?> json) {
        this.schema = schema;
        this.values = JsonObject.of(json);
    }

    /**
     * A string.
     *
     * @param name the attribute's name
     * @return its value
     */
    public String text(String name) {
        return findText(name).orElseThrow();
    }

    /**
     * A string that may be missing.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public Optional<String> findText(String name) {
        return find(name, type -> type instanceof Type.Text || type instanceof Type.Choice)
                .map(String.class::cast);
    }

    /**
     * A whole number.
     *
     * @param name the attribute's name
     * @return its value
     */
    public long integer(String name) {
        return findInteger(name).orElseThrow();
    }

    /**
     * A whole number that may be missing.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public OptionalLong findInteger(String name) {
        return find(name, Type.Whole.class::isInstance)
                .map(value -> OptionalLong.of(new BigDecimal(value.toString()).longValueExact()))
                .orElseGet(OptionalLong::empty);
    }

    /**
     * A number of seconds.
     *
     * @param name the attribute's name
     * @return its value, to the millisecond
     */
    public Duration duration(String name) {
        return findDuration(name).orElseThrow();
    }

    /**
     * A number of seconds that may be missing.
     *
     * @param name the attribute's name
     * @return its value, to the millisecond, if there is one
     */
    public Optional<Duration> findDuration(String name) {
        return find(name, Type.Seconds.class::isInstance)
                .map(seconds -> Duration.ofMillis(
                        new BigDecimal(seconds.toString()).movePointRight(3).longValue()));
    }

    /**
     * True or false.
     *
     * @param name the attribute's name
     * @return its value; false where none is set
     */
    public boolean flag(String name) {
        return find(name, Type.Flag.class::isInstance).map(Boolean.class::cast).orElse(false);
    }

    /**
     * An array of strings.
     *
     * @param name the attribute's name
     * @return its value, unmodifiable; empty where none is set
     */
    public List<String> texts(String name) {
        return findTexts(name).orElse(List.of());
    }

    /**
     * An array of strings that may be missing.
     *
     * @param name the attribute's name
     * @return its value, unmodifiable, if there is one
     */
    public Optional<List<String>> findTexts(String name) {
        return find(name, type -> isArray(type, false))
                .map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
    }

    /**
     * A URL.
     *
     * @param name the attribute's name
     * @return its value
     */
    public URI url(String name) {
        return findUrl(name).orElseThrow();
    }

    /**
     * A URL that may be missing.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public Optional<URI> findUrl(String name) {
        return find(name, Type.Url.class::isInstance).map(url -> URI.create((String) url));
    }

    /**
     * An object whose values are strings.
     *
     * @param name the attribute's name
     * @return its value, unmodifiable; empty where none is set
     */
    public Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        find(name, Type.TextMap.class::isInstance)
                .ifPresent(values ->
                        ((Map<?, ?>) values).forEach((key, value) -> map.put(String.valueOf(key), (String) value)));
        return Collections.unmodifiableMap(map);
    }

    /**
     * An object with settings of its own.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public Optional<Settings> findNested(String name) {
        return find(name, Type.Nested.class::isInstance)
                .map(object -> new Settings(declared(name).inner().orElseThrow(), (Map<?, ?>) object));
    }

    /**
     * An array of objects.
     *
     * @param name the attribute's name
     * @return its value, unmodifiable; empty where none is set
     */
    public List<Settings> objects(String name) {
        List<?> objects = find(name, type -> isArray(type, true))
                .map(list -> (List<?>) list)
                .orElse(List.of());
        return objects.stream()
                .map(object -> new Settings(declared(name).inner().orElseThrow(), (Map<?, ?>) object))
                .toList();
    }

    private Optional<Object> find(String name, Predicate<Type> wanted) {
        Attribute attribute = declared(name);
        if (!wanted.test(attribute.type())) {
            throw new IllegalArgumentException("'" + name + "' is declared as " + attribute.expected());
        }
        return value(attribute);
    }

    private Optional<Object> value(Attribute attribute) {
        return Optional.ofNullable(values.get(attribute.name())).or(attribute::defaultValue);
    }

    private static boolean isArray(Type type, boolean ofObjects) {
        return type instanceof Type.ArrayOf && type.inner().isPresent() == ofObjects;
    }

    private Attribute declared(String name) {
        return schema.attribute(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not declared"));
    }

    /** The names of what is set: values may be secrets. */
    @Override
    public String toString() {
        return "settings of "
                + schema.names().stream()
                        .filter(name -> value(declared(name)).isPresent())
                        .toList();
    }
}
