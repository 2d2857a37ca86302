package io.sensuhost.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The attributes that an object of settings may have. Immutable. */
@Stable
public final class Schema {

    private static final int MOST_SHOWN = 80;

    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private Schema(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (this.attributes.put(attribute.name(), attribute) != null) {
                throw new IllegalArgumentException("'" + attribute.name() + "' is declared twice");
            }
        }
    }

    /**
     * A declaration of attributes.
     *
     * @param attributes the attributes, each name once, in the order in which they are documented
     * @return the declaration
     */
    public static Schema of(Attribute... attributes) {
        return new Schema(List.of(attributes));
    }

    /**
     * This declaration and another.
     *
     * @param more the other, without any of the names of this one
     * @return both
     */
    public Schema and(Schema more) {
        return new Schema(
                Stream.concat(attributes().stream(), more.attributes().stream()).toList());
    }

    /**
     * The attributes in the order in which they were declared.
     *
     * @return the attributes
     */
    public List<Attribute> attributes() {
        return List.copyOf(attributes.values());
    }

    /**
     * One attribute.
     *
     * @param name its name
     * @return the attribute, if it is declared
     */
    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    List<String> names() {
        return List.copyOf(attributes.keySet());
    }

    /**
     * Looks for all mistakes in settings: wrong types and values, what is missing, and, as warnings, what is unknown.
     *
     * @param json the settings as JSON, of any type
     * @return the mistakes, with paths relative to the settings
     */
    public List<Problem> check(Object json) {
        if (!(json instanceof Map<?, ?> values)) {
            return List.of(Problem.error("", "must be an object, but is " + Attribute.show(json)));
        }
        List<Problem> problems = new ArrayList<>();
        values.forEach((name, value) -> problems.addAll(check(String.valueOf(name), value)));
        for (Attribute attribute : attributes.values()) {
            if (attribute.required() && !values.containsKey(attribute.name())) {
                problems.add(Problem.error(
                        attribute.name(),
                        "is missing; it must be " + attribute.type().expected()));
            }
        }
        return problems;
    }

    private List<Problem> check(String name, Object value) {
        return attribute(name)
                .map(attribute -> attribute.check(value))
                .orElseGet(() -> List.of(unknown(name, " and has no effect")));
    }

    private Problem unknown(String name, String consequence) {
        String meant = DidYouMean.of(name, names())
                .map(word -> "did you mean '" + word + "'?")
                .orElseGet(() -> "known are " + String.join(", ", names()));
        return Problem.warning(shown(name), "is unknown%s; %s".formatted(consequence, meant));
    }

    private static String shown(String name) {
        String clean = name.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
        return clean.length() <= MOST_SHOWN ? clean : clean.substring(0, MOST_SHOWN) + "…";
    }

    /**
     * Reads settings, with defaults where nothing is set. Unknown attributes are passed over.
     *
     * @param path where the settings stand, for messages: {@code client.ec2}
     * @param json the settings as JSON, of any type
     * @return the settings
     * @throws IntegrationException of kind {@link IntegrationException.Kind#SETTINGS} that says the errors
     */
    public Settings read(String path, Object json) {
        return read(path, json, Problem::isError, UnaryOperator.identity());
    }

    Settings readStrictly(String path, Object json) {
        return read(
                path,
                json,
                problem -> problem.isError() || isMisspelt(problem.path()),
                problem -> problem.isError() ? problem : unknown(problem.path(), ", so the event fails"));
    }

    private boolean isMisspelt(String name) {
        return DidYouMean.of(name, names()).isPresent();
    }

    private Settings read(String path, Object json, Predicate<Problem> mistake, UnaryOperator<Problem> words) {
        List<Problem> problems = check(json);
        // Nearly always there are none, and each event's client is read.
        List<Problem> mistakes = problems.isEmpty()
                ? problems
                : problems.stream()
                        .filter(mistake)
                        .map(problem -> words.apply(problem).within(path))
                        .toList();
        if (!mistakes.isEmpty()) {
            throw IntegrationException.of(mistakes);
        }
        return new Settings(this, (Map<?, ?>) json);
    }
}
