package io.sensuhost.host.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where Sensu Core's API is, from the scope {@code api} that Sensu itself has.
 *
 * @param host name or address; by default the one that the API is bound to, or else {@code 127.0.0.1}
 * @param port by default 4567, or the port within {@code ssl}
 * @param user for Basic authentication, which needs both user and password
 * @param ssl whether to use HTTPS
 */
public record ApiSettings(String host, int port, Optional<String> user, Optional<Secret> password, boolean ssl) {

    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 4567;
    private static final Shape<Integer> PORT = Shape.whole(1, 65535);

    /** Sensu Enterprise has an object here, with a port of its own; others write true. */
    private static final Shape<Ssl> SSL = new Shape<>("true, false or an object", Ssl.class, Ssl::of);

    static ApiSettings read(Attributes api) {
        if (api.isSet("user") != api.isSet("password")) {
            api.error(api.isSet("user") ? "user" : "password", "user and password are only used together: set both");
        }
        Optional<String> bind = api.get("bind", Shape.ANY_TEXT).filter(ApiSettings::isOneAddress);
        Optional<Integer> port = api.get("port", PORT);
        Optional<Ssl> ssl = api.get("ssl", SSL);
        ApiSettings settings = new ApiSettings(
                api.get("host", Shape.TEXT).or(() -> bind).orElse(DEFAULT_HOST),
                ssl.flatMap(Ssl::port).or(() -> port).orElse(DEFAULT_PORT),
                api.get("user", Shape.ANY_TEXT),
                api.get("password", Shape.ANY_TEXT).map(Secret::new),
                ssl.filter(Ssl::on).isPresent());
        api.warnOfMisspelt();
        return settings;
    }

    /**
     * Where to ask.
     *
     * @return a URL without a path
     */
    public URI url() {
        String address = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((ssl ? "https://" : "http://") + address + ":" + port);
    }

    private static boolean isOneAddress(String bind) {
        return !bind.isEmpty() && !bind.equals("0.0.0.0") && !bind.equals("::");
    }

    private record Ssl(boolean on, Optional<Integer> port) {

        static Optional<Ssl> of(Node node) {
            return node instanceof Node.Members
                    ? Optional.of(new Ssl(true, node.member("port").flatMap(PORT.read())))
                    : Shape.FLAG.read().apply(node).map(on -> new Ssl(on, Optional.empty()));
        }
    }
}
