package io.sensuhost.host.daemon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.intake.OutcomeListener;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.http.HttpIntake;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.PrivateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes made-up events through a daemon of its own, before the first real one, so that this has not to wait for what it
 * needs; then through another one with an embedded registry. Everything about them is their own and goes with them: a
 * configuration without the user's, an integration, metrics, a Sensu on a loopback port, an audit file.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    static final String THREAD = "rehearsal";

    /** A system property: where it is {@code false}, nothing is made ready before an event, nor at a reload. */
    static final String WANTED = "sensu-host.rehearsal";

    /** Over HTTP, for each kind of registry: so many that the JVM compiles what every event goes through. */
    static final int EVENTS = 60;

    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration TO_END = Duration.ofSeconds(1);

    /** With all that Sensu says, in numbers as large as its own: for each the JVM has something to load. */
    private static final String EVENT = """
            {"id": "rehearsal", "client": {"name": "rehearsal-%d", "address": "10.0.0.2",
              "subscriptions": ["base", "client:rehearsal"], "environment": "production",
              "socket": {"port": 3030, "bind": "127.0.0.1"},
              "http_socket": {"enabled": false, "bind": "127.0.0.1", "port": 3031},
              "keepalive": {"thresholds": {"warning": 120, "critical": 180}, "handlers": ["rehearsal"], "refresh": 1800},
              "rehearsal": {"word": "rehearsed"}, "version": "1.9.0", "timestamp": 1700000000},
             "check": {"thresholds": {"warning": 120, "critical": 180}, "handlers": ["rehearsal"], "name": "keepalive",
              "issued": 1700000225, "executed": 1700000225, "output": "No keepalive sent for 225 seconds (>=180)",
              "status": 2, "type": "standard", "history": ["0", "0", "1", "1", "2"], "total_state_change": 9},
             "occurrences": 1, "occurrences_watermark": 1, "last_ok": 1700000000, "action": "create",
             "timestamp": 1700000225, "last_state_change": 1700000225, "silenced": false, "silenced_by": []}
            """;

    private Rehearsal() {}

    static boolean isWanted() {
        return !System.getProperty(WANTED, "true").equals("false");
    }

    /**
     * Begins one, beside whatever else there is to do.
     *
     * @param listener is told what became of each event
     * @return completes when the events are through, while what they went through still has to end; with an exception
     *     where something is wrong
     */
    static CompletableFuture<Void> begin(OutcomeListener listener) {
        HttpIntake.limit();
        CompletableFuture<Void> through = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        run(listener, through);
                    } catch (Exception | Error e) {
                        LOG.debug("The rehearsal did not succeed, so that the first event may take longer", e);
                        through.completeExceptionally(e);
                    }
                },
                THREAD);
        thread.setDaemon(true);
        thread.start();
        return through;
    }

    /** Waits, and goes on all the same where the rehearsal has failed or takes too long. */
    static void await(CompletableFuture<Void> rehearsal, Duration patience) {
        try {
            rehearsal.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Not rehearsed: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(OutcomeListener listener, CompletableFuture<Void> through) throws Exception {
        rehearse(HostOptions.usual(), listener, () -> {});
        rehearse(HostOptions.usual().embedded(true), listener, () -> through.complete(null));
    }

    private static void rehearse(HostOptions options, OutcomeListener listener, Runnable through) throws Exception {
        CompletableFuture<Void> overTcp = new CompletableFuture<>();
        try (PrivateDirectory directory = PrivateDirectory.make("rehearsal");
                RehearsalSensu sensu = RehearsalSensu.open()) {
            Path path = directory.path();
            Files.writeString(path.resolve("host.json"), configuration(path, sensu));
            Daemon daemon = Daemon.unrehearsed(
                    "-",
                    new PluginSources(path.resolve("plugins"), List.of(), List.of(new RehearsedIntegration())),
                    () -> new ConfigurationSources(Map.of(), Optional.empty(), List.of(path)),
                    options,
                    (source, outcome) -> {
                        listener.became(source, outcome);
                        if (source == Source.TCP) {
                            overTcp.complete(null);
                        }
                    });
            try {
                daemon.begin();
                sendOverTcp(daemon.tcp());
                send(daemon.http());
                overTcp.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
                through.run();
            } finally {
                daemon.stop(TO_END);
            }
        }
    }

    /** One loads what the way in takes; HTTP rehearses the rest. */
    private static void sendOverTcp(InetSocketAddress daemon) throws IOException {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(daemon);
            socket.getOutputStream().write(EVENT.formatted(EVENTS).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(InetSocketAddress daemon) throws IOException {
        URL events = new URL("http://127.0.0.1:%d/events?wait=true".formatted(daemon.getPort()));
        for (int sent = 0; sent < EVENTS; sent++) {
            // Each of another client, since one that was handled is filtered.
            String answer = post(events, EVENT.formatted(sent));
            if (!answer.contains(RehearsedIntegration.CODE)) {
                throw new IllegalStateException(answer);
            }
        }
    }

    /** On a connection of its own, as the first event comes. */
    private static String post(URL url, String event) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout((int) TO_ANSWER.toMillis());
        connection.setReadTimeout((int) TO_ANSWER.toMillis());
        connection.setDoOutput(true);
        connection.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String configuration(Path directory, RehearsalSensu sensu) throws IOException {
        Map<String, Object> anyPort = Map.of("bind", "127.0.0.1", "port", 0);
        Map<String, Object> host = Map.of(
                "tcp",
                anyPort,
                "http",
                anyPort,
                "deregistration_guard",
                Map.of("max_fraction", 1),
                "state_dir",
                directory.toString());
        return new JsonMapper()
                .writeValueAsString(Map.of("api", sensu.settings(), RehearsedIntegration.NAME, Map.of(), "host", host));
    }
}
