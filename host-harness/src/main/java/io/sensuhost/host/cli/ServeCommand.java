package io.sensuhost.host.cli;

import io.sensuhost.host.HostOptions;
import io.sensuhost.host.daemon.Daemon;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Takes events until it is told to stop. */
@Command(
        name = "serve",
        description = "The daemon: takes events over TCP (Sensu's tcp handlers) and HTTP, and prints one result a line."
                + " SIGHUP reloads configuration and plugins, SIGTERM and SIGINT handle what was taken, and end.")
final class ServeCommand implements Callable<Integer> {

    /** Within what systemd and Kubernetes wait before they kill. */
    private static final Duration TO_DRAIN = Duration.ofSeconds(25);

    @ParentCommand
    private SensuHost program;

    @Option(names = "--dry-run", description = "Decide and report, deregister nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        program.startLogging(LogLevel.info);
        Output output = program.output();
        CountDownLatch stopped = new CountDownLatch(1);
        Daemon daemon = Daemon.start(
                Version.current(),
                program.plugins(),
                program::sources,
                HostOptions.usual().dryRun(dryRun),
                (source, outcome) -> output.json(outcome.toJson()));
        Signals.on("HUP", daemon::requestReload);
        Signals.on("TERM", stopped::countDown);
        Signals.on("INT", stopped::countDown);
        output.json(ready(daemon));
        daemon.begin();
        stopped.await();
        daemon.stop(TO_DRAIN);
        return 0;
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
