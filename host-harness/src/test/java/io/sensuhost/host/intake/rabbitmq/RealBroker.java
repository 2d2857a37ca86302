package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.sensuhost.host.registry.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A RabbitMQ of a test's own, on loopback and on ports of its own, with all its files in one directory. */
public final class RealBroker implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;
    private final Path program;
    private final String configuration;
    private final int port;
    private final int tlsPort;
    private final int epmdPort;
    private final int distributionPort;
    private final Process portMapper;
    private Optional<Process> server = Optional.empty();

    private RealBroker(Path directory, Path program, String configuration) throws IOException {
        this.directory = directory;
        this.program = program;
        this.configuration = configuration;
        Files.createDirectories(directory);
        int[] ports = freePorts(4);
        port = ports[0];
        tlsPort = ports[1];
        epmdPort = ports[2];
        distributionPort = ports[3];
        portMapper = quiet(new ProcessBuilder("epmd", "-address", "127.0.0.1", "-port", String.valueOf(epmdPort)))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing));
    }

    /** A test that runs out of time closes nothing. */
    private void leaveNothing() {
        server.ifPresent(process -> all(process).forEach(ProcessHandle::destroyForcibly));
        portMapper.destroyForcibly();
    }

    /** Starts the one that is installed: tests ask for {@link InstalledBroker} first. */
    public static RealBroker start(Path directory) throws IOException {
        return start(directory, "");
    }

    /** The same; it also speaks TLS, with those who show a certificate of its authority. */
    static RealBroker start(Path directory, TestAuthority authority) throws IOException, GeneralSecurityException {
        return start(directory, """
                listeners.ssl.default = 127.0.0.1:TLS_PORT
                ssl_options.certfile = CERTIFICATE
                ssl_options.cacertfile = CERTIFICATE
                ssl_options.keyfile = KEY
                ssl_options.verify = verify_peer
                ssl_options.fail_if_no_peer_cert = true
                """.replace("CERTIFICATE", authority.pem().toString())
                .replace("KEY", authority.key().toString()));
    }

    private static RealBroker start(Path directory, String configuration) throws IOException {
        Path program = InstalledBroker.program().orElseThrow();
        try {
            return started(directory, program, configuration);
        } catch (IOException e) {
            // Another process may have taken one of its ports since: others, once.
            return started(directory.resolve("again"), program, configuration);
        }
    }

    private static RealBroker started(Path directory, Path program, String configuration) throws IOException {
        RealBroker broker = new RealBroker(directory, program, configuration);
        try {
            broker.restart();
            return broker;
        } catch (IOException e) {
            broker.close();
            throw e;
        }
    }

    /** Below those that a system hands out by itself, so that nobody else gets it before the broker does. */
    private static int[] freePorts(int count) {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .distinct()
                .filter(RealBroker::isFree)
                .limit(count)
                .toArray();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private ProcessBuilder quiet(ProcessBuilder process) {
        Path log = directory.resolve("processes.log");
        return process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    public int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    /** Stops it as an operator does, if it runs, and starts it with what it had on disk. */
    public void restart() throws IOException {
        stop();
        Path configurationFile = Files.writeString(
                directory.resolve("rabbitmq.conf"),
                "disk_free_limit.absolute = 1MB\n" + configuration.replace("TLS_PORT", String.valueOf(tlsPort)));
        Path plugins = Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
        ProcessBuilder builder = new ProcessBuilder(program.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", directory.toString()),
                        Map.entry("ERL_EPMD_PORT", String.valueOf(epmdPort)),
                        Map.entry("RABBITMQ_NODENAME", "test-" + port + "@localhost"),
                        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                        Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distributionPort)),
                        Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                        Map.entry("RABBITMQ_CONFIG_FILE", configurationFile.toString()),
                        Map.entry(
                                "RABBITMQ_CONF_ENV_FILE",
                                directory.resolve("none").toString()),
                        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
                        Map.entry(
                                "RABBITMQ_MNESIA_BASE",
                                directory.resolve("mnesia").toString()),
                        Map.entry("RABBITMQ_LOG_BASE", directory.resolve("log").toString())));
        Process started = builder.start();
        server = Optional.of(started);
        awaitReady(started.inputReader(StandardCharsets.UTF_8));
    }

    private static void awaitReady(BufferedReader out) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.contains("completed with")) {
                Thread rest = new Thread(() -> out.lines().forEach(more -> {}), "broker-output");
                rest.setDaemon(true);
                rest.start();
                return;
            }
        }
        throw new IOException("RabbitMQ did not start: " + String.join("\n", said));
    }

    /** A factory of connections to it. */
    public ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        return factory;
    }

    public Connection connect() throws IOException, TimeoutException {
        return factory().newConnection("test");
    }

    /** Stops it as an operator does. */
    public void stop() throws IOException {
        if (server.isPresent()) {
            end(server.get());
        }
        server = Optional.empty();
    }

    /** Ends it as a machine does whose power fails. */
    void kill() throws IOException {
        Process killed = server.orElseThrow();
        server = Optional.empty();
        List<ProcessHandle> all = all(killed);
        all.forEach(ProcessHandle::destroyForcibly);
        await(all);
    }

    private static void end(Process process) throws IOException {
        List<ProcessHandle> all = all(process);
        process.destroy();
        try {
            await(all);
        } catch (IOException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            await(all);
        }
    }

    private static List<ProcessHandle> all(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void await(List<ProcessHandle> processes) throws IOException {
        try {
            for (ProcessHandle one : processes) {
                one.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IOException("RabbitMQ did not end", e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        portMapper.destroy();
    }
}
