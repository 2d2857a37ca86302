package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Result;
import io.sensuhost.host.FakeFactory;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.intake.OutcomeListener;
import io.sensuhost.host.plugins.PluginSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalTest {

    @TempDir
    private Path directory;

    private List<Path> before;

    @BeforeEach
    void look() throws IOException {
        before = directories();
    }

    @Test
    void itsEventsGoThroughBothRegistriesAndNothingIsLeft() throws Exception {
        List<String> codes = new CopyOnWriteArrayList<>();
        OutcomeListener listener =
                (source, outcome) -> codes.add(outcome.result().code());
        assertThatCode(() -> Rehearsal.begin(listener).get(60, TimeUnit.SECONDS))
                .doesNotThrowAnyException();

        for (Thread thread : rehearsals()) {
            thread.join();
        }
        assertThat(codes).hasSize(2 * (Rehearsal.EVENTS + 1)).containsOnly(RehearsedIntegration.CODE);
        assertThat(left()).isEmpty();
    }

    @Test
    void whereItIsNotWantedNoneBeginsAndNoIntegrationGetsReady() throws Exception {
        AtomicBoolean ready = new AtomicBoolean();
        List<String> codes = new CopyOnWriteArrayList<>();
        IntegrationFactory factory = FakeFactory.named("trial").creating(context -> new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Void> warmUp() {
                ready.set(true);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        });
        System.setProperty(Rehearsal.WANTED, "false");
        try {
            start(
                    "{\"trial\": {}, \"host\": {\"tcp\": {\"port\": 0}, \"http\": {\"port\": 0}}}",
                    (source, outcome) -> codes.add(outcome.result().code()),
                    factory);
        } finally {
            System.clearProperty(Rehearsal.WANTED);
        }

        assertThat(codes).isEmpty();
        assertThat(rehearsals()).isEmpty();
        assertThat(ready).isFalse();
    }

    @Test
    void whereTheConfigurationIsNotValidNoneBegins() throws Exception {
        assertThatThrownBy(() -> start("{")).isInstanceOf(InvalidConfiguration.class);

        assertThat(rehearsals()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void whereAPortIsTakenNoneBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String tcp = "{\"host\": {\"tcp\": {\"bind\": \"127.0.0.1\", \"port\": %d}}}";
            assertThatThrownBy(() -> start(tcp.formatted(taken.getLocalPort())))
                    .isInstanceOf(CannotListenException.class);
        }

        assertThat(rehearsals()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void oneThatTakesTooLongIsNotWaitedFor() {
        assertThatCode(() -> Rehearsal.await(new CompletableFuture<>(), Duration.ofMillis(1)))
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatFailsHarmsNobody() {
        assertThatCode(() -> Rehearsal.await(
                        CompletableFuture.failedFuture(new IOException("no temporary directory")), Duration.ofDays(1)))
                .doesNotThrowAnyException();
    }

    private void start(String configuration) throws Exception {
        start(configuration, (source, outcome) -> {});
    }

    private void start(String configuration, OutcomeListener rehearsing, IntegrationFactory... present)
            throws Exception {
        Files.writeString(directory.resolve("host.json"), configuration);
        Daemon.start(
                        "-",
                        new PluginSources(directory, List.of(), List.of(present)),
                        () -> new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory)),
                        HostOptions.usual(),
                        (source, outcome) -> {},
                        rehearsing)
                .stop(Duration.ZERO);
    }

    private static List<Thread> rehearsals() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(Rehearsal.THREAD))
                .toList();
    }

    /** Without those of other processes, which may rehearse at the same time. */
    private List<Path> left() throws IOException {
        List<Path> left = new ArrayList<>(directories());
        left.removeAll(before);
        left.removeIf(RehearsalTest::isUsedByAnother);
        return left;
    }

    private static boolean isUsedByAnother(Path rehearsal) {
        try (FileChannel channel = FileChannel.open(rehearsal.resolve("in-use"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return !Files.exists(rehearsal);
        }
    }

    private static List<Path> directories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("sensu-host-rehearsal-"))
                    .toList();
        }
    }
}
