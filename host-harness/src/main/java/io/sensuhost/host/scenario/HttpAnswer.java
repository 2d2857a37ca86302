package io.sensuhost.host.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * What the emulated HTTP server answers to a path; to all others it answers 404 without a body.
 *
 * @param path the path, with its query if it has one
 * @param status the status; 200 where none is said
 * @param body the body: JSON, or text as it is
 */
record HttpAnswer(String path, int status, JsonNode body) {

    HttpAnswer {
        path = Objects.requireNonNullElse(path, "");
        status = status == 0 ? 200 : status;
    }

    String text() {
        if (body == null) {
            return "";
        }
        return body.isTextual() ? body.textValue() : body.toString();
    }
}
