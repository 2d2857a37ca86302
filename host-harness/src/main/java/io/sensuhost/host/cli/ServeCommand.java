package io.sensuhost.host.cli;

import io.sensuhost.host.HostOptions;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.daemon.Daemon;
import io.sensuhost.host.intake.OutcomeListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Takes events until it is told to stop. */
@Command(
        name = "serve",
        description =
                "The daemon: takes events over TCP (Sensu's tcp handlers), HTTP and RabbitMQ, and prints one result a line."
                        + " SIGHUP reloads configuration and plugins, SIGTERM and SIGINT handle what was taken, and end.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @ParentCommand
    private SensuHost program;

    @Option(names = "--dry-run", description = "Decide and report, deregister nothing.")
    private boolean dryRun;

    /** Within what systemd and Kubernetes wait before they kill. */
    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "25",
            description = "How long events that were taken may still be handled once it is told to end;"
                    + " ${DEFAULT-VALUE} unless told otherwise.")
    private int drain;

    @Override
    public Integer call() throws Exception {
        return serve(
                program, program::sources, HostOptions.usual().dryRun(dryRun), Duration.ofSeconds(drain), daemon -> {});
    }

    /** Runs a daemon until a signal ends it. */
    static int serve(
            SensuHost program,
            Supplier<ConfigurationSources> sources,
            HostOptions options,
            Duration drain,
            Consumer<Daemon> whenReady)
            throws Exception {
        CompletableFuture<Daemon> started = new CompletableFuture<>();
        // First of all: a SIGHUP that nobody listens for ends the JVM, and log rotation may send one at any time.
        Signals.on("HUP", () -> started.join().requestReload());
        program.startLogging(LogLevel.info);
        Output output = program.output();
        CountDownLatch stopped = new CountDownLatch(1);
        Daemon daemon =
                Daemon.start(Version.current(), program.plugins(), sources, options, to(output), to(output.unheard()));
        started.complete(daemon);
        Signals.on("TERM", stopped::countDown);
        Signals.on("INT", stopped::countDown);
        output.json(ready(daemon));
        whenReady.accept(daemon);
        daemon.begin();
        stopped.await();
        return stop(daemon, drain) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean stop(Daemon daemon, Duration drain) throws InterruptedException {
        LOG.info(
                "Stopping: {} events are still to be handled, for {} s at most",
                daemon.unfinished(),
                drain.toSeconds());
        boolean drained = daemon.stop(drain);
        LOG.info(
                "Stopped: {} results since the start; {}",
                daemon.results(),
                drained ? "all that was taken is handled" : "not all that was taken is handled");
        return drained;
    }

    private static OutcomeListener to(Output output) {
        return (source, outcome) -> output.json(outcome.toJson());
    }

    private static Map<String, Object> ready(Daemon daemon) {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("ready", true);
        ready.put("tcp", words(daemon.tcp()));
        ready.put("http", words(daemon.http()));
        return ready;
    }

    private static String words(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
