package io.sensuhost.host.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a written {@link AttributePath} through a tree. */
final class PathSteps {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP =
            Pattern.compile("\\.?(?:\\[(\\d{1,9})]|\\[(\"(?:[^\"\\\\]|\\\\.)*+\")]|([^.\\[]+))");

    private PathSteps() {}

    /** The node that the path leads to, or the last one on the way; never fails, whatever the text. */
    static Node nearest(Node root, String path) {
        Node at = root;
        Matcher step = STEP.matcher(path);
        for (int end = 0; step.find() && step.start() == end; end = step.end()) {
            Optional<Node> next = next(at, step);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    private static Optional<Node> next(Node at, Matcher step) {
        if (step.group(1) != null) {
            return at.element(Integer.parseInt(step.group(1)));
        }
        return at.member(step.group(2) != null ? unquoted(step.group(2)) : step.group(3));
    }

    private static String unquoted(String quoted) {
        try {
            return JSON.readValue(quoted, String.class);
        } catch (JsonProcessingException notQuotedByUs) {
            return quoted;
        }
    }
}
