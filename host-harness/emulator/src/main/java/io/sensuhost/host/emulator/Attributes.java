package io.sensuhost.host.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The attributes of a JSON object by type; whatever is wrong becomes a mistake with its path, and reading goes on. */
final class Attributes {
    private final String path;
    private final JsonNode object;
    private final List<String> mistakes;

    Attributes(String path, JsonNode node, List<String> mistakes) {
        this.path = path;
        this.object = node;
        this.mistakes = mistakes;
        if (!node.isObject()) {
            mistakes.add((path.isEmpty() ? "the world" : path) + " must be an object, not " + node);
        }
    }

    Attributes knowing(List<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistakes.add(at(name) + " is not known; known are " + String.join(", ", known));
            }
        });
        return this;
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<String> text(String name) {
        return value(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    Optional<String> requiredText(String name, String example) {
        if (!object.has(name)) {
            mistakes.add(at(name) + " is missing; it looks like " + example);
        }
        return text(name);
    }

    boolean flag(String name) {
        return value(name, JsonNode::isBoolean, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(false);
    }

    Optional<Integer> number(String name) {
        return value(name, JsonNode::isInt, "a whole number").map(JsonNode::intValue);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        elements(name).forEach((where, node) -> {
            if (node.isTextual()) {
                texts.add(node.textValue());
            } else {
                mistakes.add(where + " must be a string, not " + node);
            }
        });
        return texts;
    }

    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        value(name, JsonNode::isObject, "an object").ifPresent(node -> {
            Attributes inner = new Attributes(at(name), node, mistakes);
            node.fieldNames().forEachRemaining(key -> inner.text(key).ifPresent(text -> pairs.put(key, text)));
        });
        return pairs;
    }

    List<Attributes> objects(String name) {
        List<Attributes> objects = new ArrayList<>();
        elements(name).forEach((where, node) -> objects.add(new Attributes(where, node, mistakes)));
        return objects;
    }

    /** Takes a step that may object to a value; the objection becomes a mistake of the named attribute. */
    <T> Optional<T> attempt(String name, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (IllegalArgumentException objection) {
            mistakes.add(at(name) + ": " + objection.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, JsonNode> elements(String name) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        value(name, JsonNode::isArray, "an array")
                .ifPresent(array ->
                        array.forEach(element -> elements.put("%s[%d]".formatted(at(name), elements.size()), element)));
        return elements;
    }

    private Optional<JsonNode> value(String name, Predicate<JsonNode> type, String described) {
        Optional<JsonNode> found = Optional.ofNullable(object.get(name));
        if (found.isPresent() && !type.test(found.get())) {
            mistakes.add(at(name) + " must be " + described + ", not " + found.get());
            return Optional.empty();
        }
        return found;
    }
}
