package io.sensuhost.ec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What EC2 and STS say, but on a loopback port and always the same: that one instance is there and one is gone, and that
 * a role may be assumed.
 */
final class RehearsalAws implements AutoCloseable {

    static final String GONE = "i-0a0a0a0a";
    static final String THERE = "i-0b0b0b0b";
    static final String ACCOUNT = "rehearsal";

    /** Not the loopback address, which may be another one: it is in the URL. */
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /** Both answers in one: the SDK takes from it what it looks for, but of STS's only what stands first. */
    private static final String ANSWER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><AssumeRoleResult>\
            <Credentials><AccessKeyId>none</AccessKeyId><SecretAccessKey>none</SecretAccessKey>\
            <SessionToken>none</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
            <AssumedRoleUser><Arn>-</Arn></AssumedRoleUser></AssumeRoleResult><requestId>-</requestId>\
            <reservationSet><item><reservationId>-</reservationId><requesterId>-</requesterId>\
            <ownerId>-</ownerId><groupSet/><instancesSet>%s%s</instancesSet></item>\
            </reservationSet></DescribeInstancesResponse>""";

    private final HttpServer server;

    private RehearsalAws(HttpServer server) {
        this.server = server;
    }

    static RehearsalAws open() {
        try {
            byte[] answer = answer();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), 0), 0);
            server.createContext("/", exchange -> send(exchange, answer));
            server.start();
            return new RehearsalAws(server);
        } catch (IOException e) {
            throw new UncheckedIOException("No loopback port can be listened at", e);
        }
    }

    /** Of instances it says all that EC2 says, since it takes a while to learn how each part is read. */
    private static byte[] answer() throws IOException {
        try (InputStream file = RehearsalAws.class.getResourceAsStream("rehearsed-instance.xml")) {
            String instance = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ANSWER.formatted(
                            instance.formatted(GONE, 48, "terminated"), instance.formatted(THERE, 16, "running"))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void send(HttpExchange exchange, byte[] answer) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Settings with which it is asked, and nobody else. */
    Map<String, Object> settings() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, Object> account = Map.of("name", ACCOUNT, "role_arn", "arn:aws:iam::123456789012:role/rehearsal");
        return Map.of(
                "endpoint",
                url,
                "sts_endpoint",
                url,
                "access_key_id",
                "none",
                "secret_access_key",
                "none",
                "accounts",
                List.of(account));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
