package io.sensuhost.host.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What is asked of a Sensu API.
 *
 * @param operation what it is for, in a word: a metric's label
 * @param method the HTTP method
 * @param pathAndQuery what is asked for, percent-encoded
 * @param mostCharacters how long an answer is read
 */
record ApiCall(String operation, String method, String pathAndQuery, int mostCharacters) {

    private static final int ONE_OBJECT = 4 << 20;
    private static final int A_LIST = 64 << 20;

    static ApiCall find(String path) {
        return new ApiCall("find", "GET", path, ONE_OBJECT);
    }

    static ApiCall delete(String path) {
        return new ApiCall("delete", "DELETE", path, ONE_OBJECT);
    }

    static ApiCall list(String path) {
        return new ApiCall("list", "GET", path, A_LIST);
    }

    /**
     * Whether it deletes. Such a call is made once: the client must be looked at again before the next attempt. And it
     * goes before all others, so that the look is not old by then.
     */
    boolean deletes() {
        return method.equals("DELETE");
    }

    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return method + " " + pathAndQuery;
    }
}
