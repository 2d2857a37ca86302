package io.sensuhost.host.config;

import java.util.Optional;

/**
 * A RabbitMQ broker and who we are to it.
 *
 * @param host name or address
 * @param port 5672 by default, 5671 with TLS
 * @param vhost {@code /} by default
 * @param user {@code guest} by default, as RabbitMQ has it
 * @param tls how to speak TLS; empty for a connection that everyone can read
 */
public record BrokerSettings(
        String host, int port, String vhost, String user, Secret password, Optional<BrokerTls> tls) {

    private static final Shape<Integer> PORT = Shape.whole(1, 65535);

    /** Reads each attribute where it is set first. */
    static BrokerSettings read(Layers layers) {
        Optional<BrokerTls> tls = BrokerTls.read(layers);
        return new BrokerSettings(
                layers.get("host", Shape.TEXT).orElse("127.0.0.1"),
                layers.get("port", PORT).orElse(tls.isPresent() ? 5671 : 5672),
                layers.get("vhost", Shape.TEXT).orElse("/"),
                layers.get("user", Shape.TEXT).orElse("guest"),
                new Secret(layers.get("password", Shape.ANY_TEXT).orElse("guest")),
                tls);
    }

    /** Where it is, in words that hold no secret. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
