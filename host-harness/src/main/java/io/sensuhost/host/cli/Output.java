package io.sensuhost.host.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where results go. The start script says whether that is a terminal, and how wide: Java cannot tell on all versions.
 *
 * @param out standard output
 * @param terminal whether people look at it
 * @param format what was asked for
 */
record Output(PrintStream out, Terminal terminal, Optional<Format> format) {

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    enum Format {
        table,
        json
    }

    /** Whether to print JSON: that was asked for, or nothing was and no terminal is there. */
    boolean isJson() {
        return format.map(Format.json::equals).orElse(!terminal.isThere());
    }

    /** Prints one object on a line of its own, at once. */
    void json(Map<String, ?> object) {
        try {
            String line = JSON.writeValueAsString(object);
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result cannot be written as JSON", e);
        }
    }

    /** One that writes the same to nobody. */
    Output unheard() {
        return new Output(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), terminal, format);
    }

    void table(Table table) {
        table.print(out, terminal);
    }

    void line(String text) {
        out.println(text);
    }
}
