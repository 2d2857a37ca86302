package io.sensuhost.ec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What EC2 says, but on a loopback port and always the same: that one instance is there and one is gone. */
final class RehearsalEc2 implements AutoCloseable {

    static final String GONE = "i-0a0a0a0a";
    static final String THERE = "i-0b0b0b0b";

    /** Not the loopback address, which may be another one: it is in the URL. */
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /** It is all the same to the SDK which it asked for. */
    private static final byte[] ANSWER = """
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>-</requestId>\
            <reservationSet><item><ownerId>-</ownerId><groupSet/><instancesSet>\
            <item><instanceId>%s</instanceId><instanceState><code>48</code><name>terminated</name></instanceState>\
            <launchTime>2026-01-01T00:00:00.000Z</launchTime><monitoring><state>disabled</state></monitoring>\
            <operator><managed>false</managed></operator><tagSet><item><key>-</key></item></tagSet></item>\
            <item><instanceId>%s</instanceId><instanceState><code>16</code><name>running</name></instanceState>\
            <placement><availabilityZone>-</availabilityZone></placement>\
            <groupSet><item><groupId>-</groupId></item></groupSet></item>\
            </instancesSet></item></reservationSet></DescribeInstancesResponse>""".formatted(GONE, THERE).getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    private RehearsalEc2(HttpServer server) {
        this.server = server;
    }

    static RehearsalEc2 open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), 0), 0);
            server.createContext("/", RehearsalEc2::answer);
            server.start();
            return new RehearsalEc2(server);
        } catch (IOException e) {
            throw new UncheckedIOException("No loopback port can be listened at", e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    /** Settings with which it is asked, and nobody else. */
    Map<String, Object> settings() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("endpoint", url, "access_key_id", "none", "secret_access_key", "none");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
