package io.sensuhost.host.intake.http;

import java.util.Map;
import java.util.Optional;

/** A request that has been read to its end. */
public final class Request {

    private final Map<String, String> query;
    private final byte[] body;

    Request(Map<String, String> query, byte[] body) {
        this.query = query;
        this.body = body;
    }

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @return its value, if it is there
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /**
     * The body.
     *
     * @return its bytes, perhaps none; not to be changed
     */
    public byte[] body() {
        return body;
    }
}
