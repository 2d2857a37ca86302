package io.sensuhost.host.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One value of the configuration and where it was set. An attribute of an object is located at its name, an element of
 * an array at itself.
 */
sealed interface Node {

    Location location();

    /** The value as plain Java, fresh on each call: maps, lists, strings, numbers, booleans and null. */
    Object plain();

    /** This value after a later file has had its say. */
    default Node overlaidWith(Node later) {
        return later;
    }

    default Optional<Node> member(String name) {
        return Optional.empty();
    }

    default Optional<Node> element(int index) {
        return Optional.empty();
    }

    record Members(Map<String, Node> nodes, Location location) implements Node {

        public Members {
            nodes = Collections.unmodifiableMap(nodes);
        }

        @Override
        public Object plain() {
            return plainMembers();
        }

        Map<String, Object> plainMembers() {
            Map<String, Object> plain = new LinkedHashMap<>();
            nodes.forEach((name, node) -> plain.put(name, node.plain()));
            return plain;
        }

        @Override
        public Node overlaidWith(Node later) {
            return later instanceof Members members ? overlaidWith(members) : later;
        }

        Members overlaidWith(Members later) {
            Map<String, Node> merged = new LinkedHashMap<>(nodes);
            later.nodes.forEach((name, node) -> merged.merge(name, node, Node::overlaidWith));
            return new Members(merged, location);
        }

        @Override
        public Optional<Node> member(String name) {
            return Optional.ofNullable(nodes.get(name));
        }
    }

    record Elements(List<Node> nodes, Location location) implements Node {

        public Elements {
            nodes = List.copyOf(nodes);
        }

        @Override
        public Object plain() {
            List<Object> plain = new ArrayList<>(nodes.size());
            nodes.forEach(node -> plain.add(node.plain()));
            return plain;
        }

        @Override
        public Node overlaidWith(Node later) {
            if (!(later instanceof Elements elements)) {
                return later;
            }
            Set<Object> seen = new HashSet<>();
            List<Node> distinct = new ArrayList<>(nodes);
            distinct.addAll(elements.nodes);
            distinct.removeIf(node -> !seen.add(node.plain()));
            return new Elements(distinct, location);
        }

        @Override
        public Optional<Node> element(int index) {
            return index < nodes.size() ? Optional.of(nodes.get(index)) : Optional.empty();
        }
    }

    /** A string, a boolean, or a number as Jackson reads it. */
    record Scalar(Object value, Location location) implements Node {

        @Override
        public Object plain() {
            return value;
        }
    }

    record Null(Location location) implements Node {

        @Override
        public Object plain() {
            return null;
        }
    }
}
