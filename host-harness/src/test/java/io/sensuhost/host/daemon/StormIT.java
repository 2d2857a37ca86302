package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Many senders, large events and slow senders: each costs itself alone, and nothing is left of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class StormIT {

    private static final int STORM = 10_000;
    private static final int SLOW = 200;

    /** Each instance has one client, whatever the test: so the numbers of the others begin here. */
    private static final int QUICK = 2 * STORM;

    private static final int OTHERS = 3 * STORM;

    @TempDir
    private static Path directory;

    private static Emulator emulator;
    private static RunningDaemon daemon;

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.start(new World());
        Fleet fleet = emulator.world().fleet("us-east-1");
        IntStream.range(0, 4 * STORM).forEach(i -> fleet.put(Sent.instance(i), InstanceState.TERMINATED));
        // Time-outs are not the point: a machine that has much else to do takes its time.
        daemon = Installation.in(directory, emulator)
                .configured("patience.json", "{'ec2': {'timeout': 60}}")
                .start();
    }

    @AfterAll
    static void stop() {
        daemon.close();
        emulator.close();
    }

    @Test
    void tenThousandConnectionsWithinAMinuteAreTenThousandResultsAndNothingIsLeftOfThem() throws Exception {
        send("warm", STORM, STORM / 10);
        assertThat(daemon.nextLines(STORM / 10)).hasSize(STORM / 10);
        daemon.awaitMetric("sensu_host_tcp_connections", 0);
        long files = daemon.files();
        long threads = daemon.threads();
        emulator.journal().clear();

        long began = System.nanoTime();
        send("storm", 0, STORM);
        assertThat(daemon.nextLines(STORM))
                .allMatch(result -> result.get("action").asText().equals("deregistered"))
                .extracting(result -> result.get("client").asText())
                .doesNotHaveDuplicates();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        daemon.awaitMetric("sensu_host_tcp_connections", 0);
        long calls = emulator.journal().count("DescribeInstances");
        System.out.printf(
                "%d events in %d ms, %d calls of EC2; files %d -> %d, threads %d -> %d%n",
                STORM, took.toMillis(), calls, files, daemon.files(), threads, daemon.threads());
        assertThat(took).isLessThan(Duration.ofMinutes(1));
        assertThat(calls).isBetween(1L, STORM / 20L);
        assertThat(daemon.files()).isLessThan(files + 50);
        assertThat(daemon.threads()).isLessThan(threads + 50);
    }

    @Test
    void anEventOfFiveMegabytesIsTakenAndOneAboveTheLimitCostsItsSenderAlone() throws Exception {
        daemon.sendOverTcp(Sent.event("large", Sent.instance(OTHERS + 10), "x".repeat(5 << 20)));
        assertThat(daemon.nextLine().get("action").asText()).isEqualTo("deregistered");

        daemon.sendOverTcp(Sent.event("too-large", Sent.instance(OTHERS + 11), "x".repeat(17 << 20))
                .replace("\n", ""));
        assertThat(daemon.nextLine().get("code").asText()).isEqualTo("malformed_event");

        daemon.sendOverTcp(Sent.event("modest", Sent.instance(OTHERS + 12)));
        assertThat(daemon.nextLine().get("client").asText()).isEqualTo("modest");
    }

    @Test
    void sendersThatTakeTheirTimeKeepNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(daemon.connect());
        }

        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < SLOW; i++) {
                slow.get(i).getOutputStream().write(bytes(i)[round]);
            }
            send("quick", QUICK + round * 100, 100);
            assertThat(daemon.nextLines(100))
                    .noneMatch(result -> result.get("client").asText().startsWith("slow"));
        }
        assertThat(daemon.metric("sensu_host_tcp_connections")).isGreaterThanOrEqualTo(SLOW);

        for (int i = 0; i < SLOW; i++) {
            slow.get(i).getOutputStream().write(bytes(i), 10, bytes(i).length - 10);
            slow.get(i).close();
        }
        assertThat(daemon.nextLines(SLOW))
                .allMatch(result -> result.get("client").asText().startsWith("slow"));
        daemon.awaitMetric("sensu_host_tcp_connections", 0);
    }

    private static byte[] bytes(int sender) {
        return Sent.event("slow-" + sender, Sent.instance(OTHERS + 1_000 + sender))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void requestsThatTakeTheirTimeKeepNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            Socket socket = daemon.connect("http");
            socket.getOutputStream()
                    .write("POST /events HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
                            .substring(0, i % 2 == 0 ? 10 : 56)
                            .getBytes(StandardCharsets.UTF_8));
            slow.add(socket);
        }

        for (int i = 0; i < 10; i++) {
            assertThat(daemon.post("/events?wait=true", Sent.event("web-" + i, Sent.instance(OTHERS + i)))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(daemon.get("/health").statusCode()).isEqualTo(200);
        }
        for (Socket socket : slow) {
            socket.close();
        }
        assertThat(daemon.nextLines(10))
                .allMatch(result -> result.get("client").asText().startsWith("web"));
    }

    private static void send(String clients, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            String event = Sent.event(clients + "-" + i, Sent.instance(i));
            daemon.sendOverTcp(i % 2 == 0 ? event : event.replace("\n", ""));
        }
    }
}
