package io.sensuhost.host.registry;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a Sensu API answered.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, as text
 */
record ApiAnswer(int status, HttpHeaders headers, String body) {

    Optional<String> header(String name) {
        return headers.firstValue(name).filter(value -> !value.isBlank());
    }
}
