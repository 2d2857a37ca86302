package io.sensuhost.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the one JSON object of a file into a tree. */
final class TreeReader {

    /** Below Jackson's own limit of 1000, so that what was read can be written inside an answer too. */
    static final int MAX_DEPTH = 990;

    /** Strings and names are bounded by the size of the file. A table of names would refuse many that hash alike. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final SourceText source;
    private final Report report;

    TreeReader(SourceText source, Report report) {
        this.source = source;
        this.report = report;
    }

    /**
     * Reads the root, which may be of any kind, to the end of the file; empty if a limit was reported.
     *
     * @throws IOException if the text is no JSON
     */
    Optional<Node> read() throws IOException {
        try (JsonParser parser = JSON.createParser(source.text())) {
            return read(parser);
        }
    }

    private Optional<Node> read(JsonParser parser) throws IOException {
        try {
            parser.nextToken();
            Node root = value(parser, here(parser), AttributePath.ROOT);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "a second document");
            }
            return Optional.of(root);
        } catch (StreamConstraintsException | NumberFormatException e) {
            boolean tooDeep = parser.getParsingContext().getNestingDepth() >= MAX_DEPTH;
            report.error(
                    here(parser),
                    tooDeep ? "nested deeper than " + MAX_DEPTH + " levels" : "a number that is too large to be held");
            return Optional.empty();
        }
    }

    private Node value(JsonParser parser, Location location, AttributePath path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, location, path);
            case START_ARRAY -> elements(parser, location, path);
            case VALUE_NULL -> new Node.Null(location);
            case VALUE_TRUE -> new Node.Scalar(true, location);
            case VALUE_FALSE -> new Node.Scalar(false, location);
            case VALUE_STRING -> new Node.Scalar(parser.getText(), location);
            default -> new Node.Scalar(number(parser), location);
        };
    }

    private Node members(JsonParser parser, Location location, AttributePath path) throws IOException {
        Map<String, Node> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Location at = here(parser);
            AttributePath member = path.member(name);
            parser.nextToken();
            Node first = members.putIfAbsent(name, value(parser, at, member));
            if (first != null) {
                report.error(
                        at,
                        member,
                        "set twice in one object, first at " + first.location().withinFile()
                                + ": remove one, or merge the two");
            }
        }
        return new Node.Members(members, location);
    }

    private Node elements(JsonParser parser, Location location, AttributePath path) throws IOException {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, here(parser), path.element(elements.size())));
        }
        return new Node.Elements(elements, location);
    }

    /** Beyond the range of a double, where Jackson would say infinite, the number is kept as it was written. */
    private static Number number(JsonParser parser) throws IOException {
        Number number = parser.getNumberValue();
        return number instanceof Double value && value.isInfinite() ? new BigDecimal(parser.getText()) : number;
    }

    private Location here(JsonParser parser) {
        return source.at((int) parser.currentTokenLocation().getCharOffset());
    }
}
