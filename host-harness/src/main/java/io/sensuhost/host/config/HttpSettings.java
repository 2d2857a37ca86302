package io.sensuhost.host.config;

import java.util.Optional;

/**
 * Where events come in, and questions about the host, over HTTP: {@code host.http}.
 *
 * @param bind the address to listen on; loopback by default, and any other needs a token
 * @param port 4568 by default, 0 for any that is free
 * @param token what callers have to present, if it is set
 */
public record HttpSettings(String bind, int port, Optional<Secret> token) {

    static HttpSettings read(Attributes http) {
        HttpSettings settings = new HttpSettings(
                http.get("bind", Shape.TEXT, "127.0.0.1"),
                http.get("port", Shape.whole(0, 65535), 4568),
                http.get("token", Shape.TEXT).map(Secret::new));
        if (settings.token.isEmpty() && !Loopback.isIt(settings.bind)) {
            http.error(
                    "bind",
                    "an address that others can reach needs a token: set host.http.token, or bind to 127.0.0.1");
        }
        http.warnOfOthers();
        return settings;
    }
}
