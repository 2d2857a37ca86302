package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.intake.rabbitmq.InstalledBroker;
import io.sensuhost.host.intake.rabbitmq.RealBroker;
import io.sensuhost.host.registry.FakeSensuCore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several hosts that take events from one queue of a real RabbitMQ. */
@ExtendWith(InstalledBroker.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class SharedQueueIT {

    private static final String QUEUE = "sensu-host";
    private static final int AT_ONCE = 500;

    @TempDir
    private Path directory;

    private final FakeSensuCore sensu = new FakeSensuCore();

    @Test
    @Tag("slow")
    void anEventOfSensusTransportIsHandledAcknowledgedAndCounted() throws Exception {
        try (RealBroker broker = RealBroker.start(directory.resolve("broker"));
                Emulator emulator = Emulator.start(new World());
                sensu) {
            fill(emulator.world().fleet("us-east-1"), 2);
            try (RunningDaemon daemon = host("a", emulator, broker).start()) {
                daemon.awaitMetric("sensu_host_rabbitmq_connected", 1);
                publish(broker, 2);

                assertThat(daemon.nextLines(2))
                        .extracting(line -> line.get("action").asText())
                        .containsExactlyInAnyOrder("deregistered", "kept");
                daemon.awaitMetric("sensu_host_rabbitmq_unsettled", 0);
                assertThat(daemon.metric("sensu_host_rabbitmq_deliveries_total"))
                        .isEqualTo(2);
                assertThat(daemon.json("/health").at("/problems/rabbitmq").isMissingNode())
                        .isTrue();

                broker.stop();
                daemon.awaitMetric("sensu_host_rabbitmq_connected", 0);
                assertThat(daemon.json("/health").at("/problems/rabbitmq").asText())
                        .contains("127.0.0.1:" + broker.port());
                daemon.signal("TERM");
                assertThat(daemon.exitCode()).isZero();
            }
        }
    }

    /** Half of the clients have to go, half have to stay. */
    @Test
    @Tag("heavy")
    void nothingIsLostWhenAHostIsKilledAndTheBrokerRestarted() throws Exception {
        int events = 20_000;
        List<JsonNode> results = new ArrayList<>();
        long began = System.nanoTime();
        try (RealBroker broker = RealBroker.start(directory.resolve("broker"));
                Emulator emulator = Emulator.start(new World());
                sensu) {
            fill(emulator.world().fleet("us-east-1"), events);
            Installation one = host("one", emulator, broker);
            try (RunningDaemon killed = one.start();
                    RunningDaemon other = host("other", emulator, broker).start()) {
                killed.awaitMetric("sensu_host_rabbitmq_connected", 1);
                other.awaitMetric("sensu_host_rabbitmq_connected", 1);
                publish(broker, events);
                sensu.awaitRequests("DELETE", events / 20);
                killed.signal("KILL");
                killed.exitCode();
                results.addAll(killed.lastLines());
                int ofKilled = results.size();

                try (RunningDaemon again = one.start()) {
                    sensu.awaitRequests("DELETE", events / 5);
                    broker.restart();
                    awaitEmpty(broker, again, other);
                    double redelivered = redelivered(again) + redelivered(other);
                    end(again, results);
                    int ofAgain = results.size() - ofKilled;
                    end(other, results);
                    System.out.printf(
                            "%d events: %d results of the host that was killed, %d of it after its start, %d of the"
                                    + " other; %.0f deliveries were repeated to the living%n",
                            events, ofKilled, ofAgain, results.size() - ofKilled - ofAgain, redelivered);
                }
            }
            try (Connection operator = broker.connect();
                    Channel channel = operator.createChannel()) {
                assertThat(channel.messageCount(QUEUE)).isZero();
                assertThat(channel.messageCount(QUEUE + ".retry.1s")).isZero();
                assertThat(channel.messageCount(QUEUE + ".dead")).isZero();
            }
        }
        Map<String, Long> counts = results.stream()
                .filter(result -> !result.get("status").asText().equals("failed"))
                .collect(Collectors.groupingBy(result -> result.get("event_id").asText(), Collectors.counting()));
        long failed = results.stream()
                .filter(result -> result.get("status").asText().equals("failed"))
                .count();
        long gone = IntStream.range(0, events)
                .filter(i -> hasToGo(i) && !sensu.knows("web-" + i))
                .count();
        long kept = IntStream.range(0, events)
                .filter(i -> !hasToGo(i) && sensu.knows("web-" + i))
                .count();
        System.out.printf(
                "lost: %d; handled more than once: %d; failed and tried again: %d; gone %d of %d, kept %d of %d;"
                        + " codes %s; lines of audit %d; %d s%n",
                events - counts.size(),
                counts.values().stream().filter(count -> count > 1).count(),
                failed,
                gone,
                events / 2,
                kept,
                events / 2,
                codes(results),
                auditLines(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));

        assertThat(counts).hasSize(events);
        assertThat(gone).isEqualTo(events / 2);
        assertThat(kept).isEqualTo(events / 2);
    }

    private static boolean hasToGo(int number) {
        return number % 2 == 0;
    }

    private void fill(Fleet fleet, int clients) {
        for (int i = 0; i < clients; i++) {
            fleet.put(Sent.instance(i), hasToGo(i) ? InstanceState.TERMINATED : InstanceState.RUNNING);
            sensu.with(Sent.client("web-" + i, Sent.instance(i)));
        }
    }

    /** Configured as beside a Sensu server: where the broker is and what is published to is in Sensu's own scopes. */
    private Installation host(String name, Emulator emulator, RealBroker broker) throws IOException {
        return Installation.in(Files.createDirectory(directory.resolve(name)), emulator)
                .tellingSensuCore(sensu.url())
                .configured("rabbitmq.json", "{'rabbitmq': {'host': '127.0.0.1', 'port': %d}}".formatted(broker.port()))
                .configured("handlers.json", """
                        {'handlers': {'ec2': {'type': 'transport',
                          'pipe': {'type': 'direct', 'name': 'ec2', 'options': {'durable': true}}}}}
                        """)
                .configured("queue.json", """
                        {'host': {'rabbitmq': {'handler': 'ec2', 'retry_delay': 1},
                                  'deregistration_guard': {'hosts': 2}}}
                        """);
    }

    private static void publish(RealBroker broker, int events) throws Exception {
        try (Connection server = broker.connect();
                Channel channel = server.createChannel()) {
            channel.exchangeDeclare("ec2", "direct", true);
            channel.confirmSelect();
            for (int i = 0; i < events; i++) {
                String event = Sent.event("web-" + i, Sent.instance(i));
                channel.basicPublish(
                        "ec2", "", MessageProperties.MINIMAL_PERSISTENT_BASIC, event.getBytes(StandardCharsets.UTF_8));
                if (i % AT_ONCE == 0) {
                    channel.waitForConfirmsOrDie();
                }
            }
            channel.waitForConfirmsOrDie();
        }
    }

    private static void awaitEmpty(RealBroker broker, RunningDaemon... hosts) throws Exception {
        for (RunningDaemon host : hosts) {
            host.awaitMetric("sensu_host_rabbitmq_connected", 1);
        }
        try (Connection operator = broker.connect();
                Channel channel = operator.createChannel()) {
            while (channel.messageCount(QUEUE) + channel.messageCount(QUEUE + ".retry.1s") + unsettled(hosts) > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        } catch (AlreadyClosedException e) {
            throw new AssertionError("the broker is gone", e);
        }
    }

    private static double unsettled(RunningDaemon... hosts) throws Exception {
        double all = 0;
        for (RunningDaemon host : hosts) {
            all += host.metric("sensu_host_rabbitmq_unsettled");
        }
        return all;
    }

    private static double redelivered(RunningDaemon host) throws Exception {
        return host.metric("sensu_host_rabbitmq_deliveries_total{redelivered=\"true\"}");
    }

    private static void end(RunningDaemon host, List<JsonNode> results) throws Exception {
        host.signal("TERM");
        assertThat(host.exitCode()).isZero();
        results.addAll(host.lastLines());
    }

    private static Map<String, Long> codes(List<JsonNode> results) {
        return results.stream()
                .collect(Collectors.groupingBy(result -> result.get("code").asText(), Collectors.counting()));
    }

    private long auditLines() throws IOException {
        long lines = 0;
        for (String host : List.of("one", "other")) {
            lines += Files.readAllLines(directory.resolve(host).resolve("audit.jsonl"))
                    .size();
        }
        return lines;
    }
}
