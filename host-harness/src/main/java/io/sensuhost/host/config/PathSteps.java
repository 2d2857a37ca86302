package io.sensuhost.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a written {@link AttributePath} through a tree. */
final class PathSteps {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern STEP = Pattern.compile("\\[(\\d{1,9})]|\\.?([^.\\[]+)");

    private final String path;
    private int next;

    private PathSteps(String path) {
        this.path = path;
    }

    /** The node that the path leads to, or the last one on the way; never fails, whatever the text. */
    static Node nearest(Node root, String path) {
        PathSteps steps = new PathSteps(path);
        Node at = root;
        while (steps.next < path.length()) {
            Optional<Node> further = steps.from(at);
            if (further.isEmpty()) {
                return at;
            }
            at = further.get();
        }
        return at;
    }

    private Optional<Node> from(Node node) {
        if (path.startsWith("[\"", next)) {
            return quotedName().flatMap(node::member);
        }
        Matcher step = STEP.matcher(path).region(next, path.length());
        if (!step.lookingAt()) {
            return Optional.empty();
        }
        next = step.end();
        return step.group(1) == null ? node.member(step.group(2)) : node.element(Integer.parseInt(step.group(1)));
    }

    private Optional<String> quotedName() {
        try (JsonParser parser = JSON.createParser(path.substring(next + 1))) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            String name = parser.getText();
            next += "[".length() + (int) parser.currentLocation().getCharOffset() + "]".length();
            return Optional.of(name);
        } catch (IOException notQuoted) {
            return Optional.empty();
        }
    }
}
