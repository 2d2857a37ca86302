package io.sensuhost.host.intake.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body
 */
public record Answer(int status, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * An answer in JSON.
     *
     * @param status the HTTP status
     * @param content maps, lists and scalars
     * @return the answer
     */
    public static Answer json(int status, Object content) {
        try {
            return new Answer(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an answer cannot be written as JSON", e);
        }
    }

    /**
     * An answer that says what is wrong.
     *
     * @param status the HTTP status
     * @param message what is wrong and what to do
     * @return the answer
     */
    public static Answer error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    /**
     * The same answer with a header.
     *
     * @param name the header's name
     * @param value its value
     * @return the answer
     */
    public Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
