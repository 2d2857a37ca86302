package io.sensuhost.host.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** From the bytes of one file to its object; what keeps them from being one goes into the report. */
final class JsonFile {

    private static final int BYTE_ORDER_MARK = 3;

    private final String file;
    private final Report report;

    JsonFile(String file, Report report) {
        this.file = file;
        this.report = report;
    }

    Optional<Node.Members> parse(byte[] bytes) {
        return decode(bytes)
                .flatMap(source ->
                        source.text().isBlank() ? Optional.of(new Node.Members(Map.of(), source.at(0))) : read(source));
    }

    private Optional<SourceText> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length >= BYTE_ORDER_MARK
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF) {
            in.position(BYTE_ORDER_MARK);
        }
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        SourceText source = new SourceText(file, out.flip().toString());
        if (result.isError()) {
            int end = source.text().length();
            report.error(
                    source.at(end),
                    "not UTF-8 at byte " + in.position() + ": save the file in UTF-8"
                            + new MarkedLine(source).at(end, ""));
            return Optional.empty();
        }
        return Optional.of(source);
    }

    private Optional<Node.Members> read(SourceText source) {
        try {
            return new TreeReader(source, report).read().flatMap(this::object);
        } catch (IOException e) {
            Mistake mistake = MistakeFinder.find(source)
                    .orElseGet(() -> new Mistake(source.text().length(), "this is no JSON that we can read"));
            report.error(source.at(mistake.offset()), "invalid JSON: " + mistake.message() + excerpt(source, mistake));
            return Optional.empty();
        }
    }

    private Optional<Node.Members> object(Node root) {
        if (root instanceof Node.Members members) {
            return Optional.of(members);
        }
        report.error(root.location(), "a configuration file holds one JSON object, { ... }, not " + Kind.of(root));
        return Optional.empty();
    }

    private static String excerpt(SourceText source, Mistake mistake) {
        MarkedLine excerpt = new MarkedLine(source);
        String place = excerpt.at(mistake.offset(), "");
        return mistake.mend().isPresent() ? excerpt.at(mistake.mend().getAsInt(), "here") + place : place;
    }
}
