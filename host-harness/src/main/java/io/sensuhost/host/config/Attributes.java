package io.sensuhost.host.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of the configuration, read attribute by attribute. What has not the shape that it should have goes into the
 * report and reads as if it were not set; null is not set either, as in Sensu.
 */
final class Attributes {

    private static final int MISSPELT = 2;

    private final Node.Members node;
    private final AttributePath path;
    private final Report report;
    private final Set<String> asked = new TreeSet<>();

    Attributes(Node.Members node, AttributePath path, Report report) {
        this.node = node;
        this.path = path;
        this.report = report;
    }

    /** All that are there, null or not. */
    Set<String> names() {
        return node.nodes().keySet();
    }

    boolean isSet(String name) {
        return value(name).isPresent();
    }

    <T> Optional<T> get(String name, Shape<T> shape) {
        return value(name).flatMap(value -> read(value, path.member(name), shape));
    }

    /** As {@link #get(String, Shape)}, with a default as JSON would have it. */
    <T> T get(String name, Shape<T> shape, Object byDefault) {
        if (!isSet(name)) {
            report.byDefault(path.member(name), byDefault);
        }
        return get(name, shape)
                .orElseGet(() -> shape.read()
                        .apply(new Node.Scalar(byDefault, Location.DEFAULT))
                        .orElseThrow());
    }

    /** Makes an error of an attribute that is not there, is null or has another shape. */
    Attributes demand(String name, Shape<?> shape) {
        node.member(name)
                .ifPresentOrElse(
                        value -> read(value, path.member(name), shape),
                        () -> error(name, "missing: " + shape.expected() + " is expected"));
        return this;
    }

    Optional<Attributes> find(String name) {
        return get(name, Shape.OBJECT).map(members -> new Attributes(members, path.member(name), report));
    }

    /** The attributes of an object, none if it is not set. */
    Attributes object(String name) {
        return find(name)
                .orElseGet(() -> new Attributes(new Node.Members(Map.of(), place(name)), path.member(name), report));
    }

    /** Checks every element of an array, if there is one. */
    void each(String name, Shape<?> shape) {
        elements(name).forEach((element, value) -> read(value, element, shape));
    }

    /** The elements of an array that are objects, as all of them have to be. */
    List<Attributes> eachObject(String name) {
        List<Attributes> objects = new ArrayList<>();
        elements(name)
                .forEach((element, value) -> read(value, element, Shape.OBJECT)
                        .ifPresent(members -> objects.add(new Attributes(members, element, report))));
        return objects;
    }

    /** Whether an attribute is set, and is an object. */
    boolean hasObject(String name) {
        return value(name).filter(Node.Members.class::isInstance).isPresent();
    }

    /** Brokers: one or an array of them, each an object or a URL. */
    List<Attributes> brokers(String name) {
        Map<AttributePath, Node> written =
                value(name).filter(Node.Elements.class::isInstance).isPresent()
                        ? elements(name)
                        : value(name).map(one -> Map.of(path.member(name), one)).orElse(Map.of());
        List<Attributes> brokers = new ArrayList<>();
        written.forEach((at, value) ->
                read(value, at, Shape.BROKER).ifPresent(members -> brokers.add(new Attributes(members, at, report))));
        return brokers;
    }

    /** All attributes, each of which has to be an object; here null is a mistake, as in Sensu. */
    List<Attributes> definitions() {
        List<Attributes> definitions = new ArrayList<>();
        node.nodes()
                .forEach((name, value) -> read(value, path.member(name), Shape.OBJECT)
                        .ifPresent(members -> definitions.add(new Attributes(members, path.member(name), report))));
        return definitions;
    }

    void error(String name, String message) {
        report.error(place(name), path.member(name), message);
    }

    void warning(String name, String message) {
        report.warning(place(name), path.member(name), message);
    }

    /** Warns of attributes that nobody has asked for. */
    void warnOfOthers() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                String mend = Spelling.closest(name, asked, MISSPELT)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElseGet(() -> "known are " + String.join(", ", asked));
                warning(name, "unknown attribute, ignored; " + mend);
            }
        }
    }

    /** Warns of attributes one letter away from one that is asked for: in a scope of Sensu's, others may be right too. */
    void warnOfMisspelt() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                Spelling.closest(name, asked, 1)
                        .ifPresent(meant -> warning(name, "unknown attribute, ignored; did you mean " + meant + "?"));
            }
        }
    }

    private Map<AttributePath, Node> elements(String name) {
        Map<AttributePath, Node> elements = new LinkedHashMap<>();
        for (Node value : get(name, Shape.ARRAY).orElse(List.of())) {
            elements.put(path.member(name).element(elements.size()), value);
        }
        return elements;
    }

    private Optional<Node> value(String name) {
        asked.add(name);
        return node.member(name).filter(value -> !(value instanceof Node.Null));
    }

    private <T> Optional<T> read(Node value, AttributePath at, Shape<T> shape) {
        Optional<T> read = shape.read().apply(value);
        if (read.isEmpty()) {
            report.error(value.location(), at, shape.complaint(at, value));
        }
        return read;
    }

    private Location place(String name) {
        return node.member(name).map(Node::location).orElseGet(node::location);
    }
}
