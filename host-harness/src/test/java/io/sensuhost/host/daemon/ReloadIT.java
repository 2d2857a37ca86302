package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP: configuration, plugins and audit file are taken up anew, or the old ones go on. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class ReloadIT {

    private static final int RELOADS = Integer.getInteger("proof.cycles");

    private static final int AT_A_TIME = 50;

    /** So often events are sent between two reloads. */
    private static final int TIMES_BETWEEN = 4;

    /** A thread that is idle keeps its plugin's for half a minute. */
    private static final int MOST_LOADERS = RELOADS / 2;

    @TempDir
    private Path directory;

    private Emulator emulator;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        terminated(10);
        installation = Installation.in(directory, emulator).withJava("-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    private void terminated(int instances) {
        Fleet fleet = emulator.world().fleet("us-east-1");
        IntStream.range(0, instances).forEach(i -> fleet.put(Sent.instance(i), InstanceState.TERMINATED));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    @Tag("slow")
    void manyReloadsUnderLoadLoseNothingAndLeaveNothing() throws Exception {
        terminated(100_000);
        try (RunningDaemon daemon = installation.asInProduction().start()) {
            reload(daemon);
            long files = daemon.files();
            long threads = daemon.threads();
            AtomicBoolean enough = new AtomicBoolean();
            Semaphore times = new Semaphore(0);
            CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> sendUntil(enough, daemon, times));

            for (int i = 0; i < RELOADS; i++) {
                times.drainPermits();
                assertThat(times.tryAcquire(TIMES_BETWEEN, 1, TimeUnit.MINUTES))
                        .as("sending goes on: %s", load)
                        .isTrue();
                reload(daemon);
            }
            enough.set(true);
            int sent = load.join();

            assertThat(daemon.json("/info").get("generation").asInt()).isEqualTo(RELOADS + 2);
            assertThat(daemon.metric("sensu_host_events_total")).isEqualTo(sent);
            assertThat(daemon.metric("sensu_host_queue_events") + daemon.metric("sensu_host_events_in_flight"))
                    .isZero();
            long loaders = classLoadersOfPlugins(daemon);
            System.out.printf(
                    "%d reloads, %d events; files %d -> %d, threads %d -> %d, class loaders of plugins %d%n",
                    RELOADS, sent, files, daemon.files(), threads, daemon.threads(), loaders);
            assertThat(daemon.files()).isLessThan(files + 20);
            // Pools keep those that are idle for half a minute.
            assertThat(daemon.threads()).isLessThan(threads + 30);
            assertThat(loaders).as("not one for each reload").isLessThanOrEqualTo(MOST_LOADERS);
        }
    }

    @Test
    void aPluginThatIsDroppedInReplacedOrRemovedIsTakenUpBySignal() throws Exception {
        Path jar = installation.ownPlugins().resolve("ec2.jar");
        Path aside = directory.resolve("aside.jar");
        Files.move(jar, aside);
        try (RunningDaemon daemon = installation.start()) {
            assertThat(daemon.json("/info").get("plugins")).isEmpty();

            Files.copy(aside, jar);
            reload(daemon);
            assertThat(daemon.json("/info").at("/plugins/0/integrations/0").asText())
                    .isEqualTo("ec2");

            Files.copy(aside, jar, StandardCopyOption.REPLACE_EXISTING);
            reload(daemon);
            daemon.sendOverTcp(Sent.event("web-1", Sent.instance(1)));
            assertThat(daemon.nextLine().get("action").asText()).isEqualTo("deregistered");

            Files.delete(jar);
            reload(daemon);
            daemon.sendOverTcp(Sent.event("web-2", Sent.instance(2)));
            assertThat(daemon.nextLine().get("code").asText()).isEqualTo("no_such_handler");
        }
    }

    @Test
    void theAuditFileThatWasMovedAwayIsBegunAnewEvenWhereTheReloadIsRefused() throws Exception {
        try (FakeSensuCore sensu = new FakeSensuCore()) {
            installation.tellingSensuCore(sensu.url());
            sensu.with(Sent.client("web-1", Sent.instance(1)), Sent.client("web-2", Sent.instance(2)));
            try (RunningDaemon daemon = installation.start()) {
                daemon.sendOverTcp(Sent.event("web-1", Sent.instance(1)));
                daemon.nextLine();
                Path moved = Files.move(installation.auditFile(), directory.resolve("audit.jsonl.1"));
                installation.configured("bad.json", "{");

                daemon.signal("HUP");
                daemon.awaitInLog("Not reloaded");
                daemon.sendOverTcp(Sent.event("web-2", Sent.instance(2)));
                daemon.nextLine();

                assertThat(Files.readString(moved)).contains("web-1").doesNotContain("web-2");
                assertThat(Files.readString(installation.auditFile()))
                        .contains("web-2")
                        .doesNotContain("web-1");
            }
        }
    }

    @Test
    void aSignalThatComesWhileItStartsReloadsItOnceItHas() throws Exception {
        Path pipe = directory.resolve("config.json");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        try (RunningDaemon daemon = installation.with("-c", pipe.toString()).starting()) {
            // Opens once the daemon opens the other end, and keeps it reading its configuration.
            try (OutputStream configuration = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
                daemon.signal("HUP");
                Files.delete(pipe);
                Files.writeString(pipe, "{}");
                configuration.write("{}".getBytes(StandardCharsets.UTF_8));
            }
            daemon.awaitReady();

            daemon.awaitInLog("Reloaded: generation 2");
        }
    }

    /** Sends so many at a time, each on a connection of its own, and sees that each of them has one result. */
    private static int sendUntil(AtomicBoolean enough, RunningDaemon daemon, Semaphore times) {
        int sent = 0;
        try {
            while (!enough.get()) {
                Set<String> expected = new HashSet<>();
                for (int end = sent + AT_A_TIME; sent < end; sent++) {
                    expected.add("web-" + sent);
                    daemon.sendOverTcp(Sent.event("web-" + sent, Sent.instance(sent)));
                }
                for (JsonNode result : daemon.nextLines(AT_A_TIME)) {
                    assertThat(expected.remove(result.get("client").asText()))
                            .as("once, and handled: %s", result)
                            .isTrue();
                }
                times.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sent;
    }

    private static void reload(RunningDaemon daemon) throws Exception {
        daemon.signal("HUP");
        daemon.awaitInLog("Reloaded");
    }

    private static long classLoadersOfPlugins(RunningDaemon daemon) throws Exception {
        long count = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10 && count > MOST_LOADERS; attempt++) {
            daemon.jcmd("GC.run");
            count = daemon.jcmd("VM.classloader_stats")
                    .lines()
                    .filter(line -> line.contains("PluginClassLoader") || line.contains("JarPlugins"))
                    .count();
        }
        return count;
    }
}
