package io.sensuhost.host.daemon;

import io.sensuhost.host.emulator.Emulator;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The built program with a configuration directory and a state directory of its own. */
public final class Installation {

    private static final Path HOME = Path.of(System.getProperty("sensu-host.home"));

    private static final String SOON = System.getProperty("daemons.jvm", "");

    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private final List<String> javaOptions = new ArrayList<>(List.of(SOON));

    private Installation(Path directory) {
        this.directory = directory;
    }

    /** Has no configuration. */
    static Installation bare(Path directory) {
        return new Installation(directory);
    }

    /** Listens on free ports, and asks EC2 of an emulator. */
    public static Installation in(Path directory, Emulator emulator) throws IOException {
        Installation installation = bare(directory);
        installation.options.addAll(
                List.of("-d", Files.createDirectory(directory.resolve("conf.d")).toString()));
        return installation
                .configured(
                        "host.json",
                        "{'host': {'tcp': {'port': 0}, 'http': {'port': 0}, 'state_dir': '%s'}}".formatted(directory))
                .configured(
                        "ec2.json",
                        "{'ec2': {'endpoint': '%1$s', 'sts_endpoint': '%1$s', 'access_key_id': 'a', 'secret_access_key': 's'}}"
                                .formatted(emulator.endpoint()));
    }

    /** JSON may be written with single quotes here. */
    public Installation configured(String file, String json) throws IOException {
        Files.writeString(directory.resolve("conf.d").resolve(file), json.replace('\'', '"'));
        return this;
    }

    public Installation tellingSensuCore(URI api) throws IOException {
        return configured("api.json", "{'api': {'host': '127.0.0.1', 'port': %d}}".formatted(api.getPort()));
    }

    Installation with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** With Java just as {@code bin/sensu-host} starts it. */
    public Installation asInProduction() {
        javaOptions.remove(SOON);
        javaOptions.add("-XX:+PrintWarnings");
        return this;
    }

    public Installation withJava(String... more) {
        javaOptions.addAll(List.of(more));
        return this;
    }

    /** Plugins of its own, to be replaced while it runs. */
    public Path ownPlugins() throws IOException {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.copy(builtPlugin(), plugins.resolve("ec2.jar"));
        with("--plugins", plugins.toString());
        return plugins;
    }

    public static Path builtPlugin() throws IOException {
        try (var jars = Files.list(HOME.resolve("plugins"))) {
            return jars.findFirst().orElseThrow();
        }
    }

    public Path auditFile() {
        return directory.resolve("audit.jsonl");
    }

    public RunningDaemon start(String... command) throws IOException {
        return RunningDaemon.started(process(command));
    }

    /** The demo's daemon. */
    RunningDaemon startDemo() throws IOException {
        return RunningDaemon.started(program("demo", "--serve"));
    }

    /** A start that is not waited for. */
    RunningDaemon starting() throws IOException {
        return RunningDaemon.starting(process());
    }

    /** A start that is expected to fail. */
    RunningDaemon.Failure startInVain(String... command) throws IOException, InterruptedException {
        return RunningDaemon.failed(process(command));
    }

    /** Runs a one-shot command to its end, and gives all that it prints. */
    String run(Map<String, String> environment, String input, String... command) throws IOException {
        ProcessBuilder builder = program(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (Writer to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(input);
        } catch (IOException notRead) {
            // It has ended without a look at its input.
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private ProcessBuilder process(String... command) {
        return program(Stream.concat(Stream.of("serve"), Stream.of(command)).toArray(String[]::new));
    }

    private ProcessBuilder program(String... command) {
        // Where tests run under nohup, say, SIGHUP is ignored by all that they start.
        List<String> line = new ArrayList<>(List.of(
                "env", "--default-signal=HUP", HOME.resolve("bin/sensu-host").toString()));
        line.addAll(options);
        line.addAll(List.of(command));
        ProcessBuilder process = new ProcessBuilder(line);
        process.environment().put("JAVA_HOME", System.getProperty("daemon.java.home", System.getProperty("java.home")));
        process.environment()
                .merge("SENSU_HOST_JAVA_OPTS", String.join(" ", javaOptions), (given, more) -> given + " " + more);
        return process;
    }
}
