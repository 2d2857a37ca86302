package io.sensuhost.api;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that have been found right, with the types and defaults of their {@link Schema}. Immutable.
 *
 * <p>Each accessor throws {@link IllegalArgumentException} for a name that is not declared with its type, which is a
 * mistake in the program. Those that answer no {@link Optional} are for attributes that are required or have a default,
 * and throw {@link java.util.NoSuchElementException} for others that are not set.
 */
public final class Settings {

    private final Schema schema;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Settings(Schema schema, Map<?, ?> json) {
        this.schema = schema;
        for (Attribute attribute : schema.attributes()) {
            Optional.ofNullable(json.get(attribute.name()))
                    .or(attribute::defaultValue)
                    .ifPresent(value -> values.put(attribute.name(), value));
        }
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
        return find(name, Type.Text.class).map(String.class::cast);
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
        return find(name, Type.Seconds.class)
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
        return find(name, Type.Flag.class).map(Boolean.class::cast).orElse(false);
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
        return find(name, Type.Texts.class)
                .map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
    }

    /**
     * A URL that may be missing.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public Optional<URI> findUrl(String name) {
        return find(name, Type.Url.class).map(url -> URI.create((String) url));
    }

    /**
     * An object with settings of its own.
     *
     * @param name the attribute's name
     * @return its value, if there is one
     */
    public Optional<Settings> findNested(String name) {
        return find(name, Type.Nested.class)
                .map(object -> new Settings(((Type.Nested) declared(name).type()).schema(), (Map<?, ?>) object));
    }

    /**
     * An array of objects.
     *
     * @param name the attribute's name
     * @return its value, unmodifiable; empty where none is set
     */
    public List<Settings> objects(String name) {
        List<?> objects =
                find(name, Type.Objects.class).map(list -> (List<?>) list).orElse(List.of());
        Schema element = ((Type.Objects) declared(name).type()).schema();
        return objects.stream()
                .map(object -> new Settings(element, (Map<?, ?>) object))
                .toList();
    }

    private Optional<Object> find(String name, Class<? extends Type> type) {
        if (!type.isInstance(declared(name).type())) {
            throw new IllegalArgumentException(
                    "'" + name + "' is declared as " + declared(name).type().expected());
        }
        return Optional.ofNullable(values.get(name));
    }

    private Attribute declared(String name) {
        return schema.attribute(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not declared"));
    }

    /** The names of what is set: values may be secrets. */
    @Override
    public String toString() {
        return "settings of " + values.keySet();
    }
}
