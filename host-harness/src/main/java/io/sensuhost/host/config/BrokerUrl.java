package io.sensuhost.host.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a broker that is written as {@code amqp://USER:PASSWORD@HOST:PORT/VHOST} as if it were written as an object. */
final class BrokerUrl {

    private static final int NO_PORT = -1;

    private BrokerUrl() {}

    /** Empty where the text is no such URL. */
    static Optional<Node.Members> members(String text, Location location) {
        try {
            URI uri = new URI(text);
            boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
            if (uri.getHost() == null || !(tls || "amqp".equalsIgnoreCase(uri.getScheme()))) {
                return Optional.empty();
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("host", uri.getHost().replaceAll("[\\[\\]]", ""));
            if (uri.getPort() != NO_PORT) {
                values.put("port", uri.getPort());
            }
            Optional.ofNullable(uri.getRawUserInfo()).ifPresent(user -> putUser(values, user));
            Optional.ofNullable(uri.getRawPath())
                    .filter(path -> path.length() > 1)
                    .ifPresent(path -> values.put("vhost", decoded(path.substring(1))));
            if (tls) {
                values.put("ssl", true);
            }
            Map<String, Node> nodes = new LinkedHashMap<>();
            values.forEach((name, value) -> nodes.put(name, new Node.Scalar(value, location)));
            return Optional.of(new Node.Members(nodes, location));
        } catch (URISyntaxException | IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }

    private static void putUser(Map<String, Object> values, String raw) {
        String[] parts = raw.split(":", 2);
        values.put("user", decoded(parts[0]));
        if (parts.length > 1) {
            values.put("password", decoded(parts[1]));
        }
    }

    private static String decoded(String raw) {
        // In a URL's path and user a plus is a plus.
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
