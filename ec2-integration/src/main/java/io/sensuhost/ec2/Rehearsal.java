package io.sensuhost.ec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sensuhost.api.Action;
import io.sensuhost.api.Check;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes made-up events through an integration of its own, so that no real one has to wait for what the first needs. Its
 * EC2 is a server of its own on a loopback port, and so is its registry its own: AWS and Sensu hear nothing of it.
 */
final class Rehearsal {

    private static final int ROUNDS = 20;
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    private static final String GONE = "i-0a0a0a0a";
    private static final String THERE = "i-0b0b0b0b";

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

    private Rehearsal() {}

    /** Blocks: begins no more events after some seconds, and each has a time-out. */
    static void run(HostClock clock) {
        HttpServer ec2 = ec2();
        try (Integration integration = new Ec2IntegrationFactory().create(new RehearsalContext(settings(ec2), clock))) {
            Duration end = clock.elapsed().plus(ENOUGH);
            for (int round = 0; round < ROUNDS && clock.elapsed().compareTo(end) < 0; round++) {
                for (String instance : List.of(THERE, GONE)) {
                    Result result = integration
                            .handle(event(instance))
                            .toCompletableFuture()
                            .join();
                    if (result.status() == Status.FAILED) {
                        throw new IllegalStateException(result.reason());
                    }
                }
            }
        } finally {
            ec2.stop(0);
        }
    }

    private static HttpServer ec2() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", Rehearsal::answer);
            server.start();
            return server;
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

    private static Map<String, Object> settings(HttpServer ec2) {
        String url = "http://127.0.0.1:" + ec2.getAddress().getPort();
        return Map.of("endpoint", url, "access_key_id", "none", "secret_access_key", "none");
    }

    private static Event event(String instance) {
        Instant now = Instant.EPOCH;
        return new Event(
                "rehearsal",
                new Client(instance, Optional.empty(), Optional.of(now), Map.of("name", instance)),
                new Check("keepalive", 2, Map.of()),
                Action.CREATE,
                1,
                1,
                Optional.empty(),
                now,
                Optional.empty(),
                false,
                List.of(),
                Map.of());
    }
}
