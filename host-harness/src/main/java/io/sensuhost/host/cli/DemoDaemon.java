package io.sensuhost.host.cli;

import io.sensuhost.host.HostOptions;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.daemon.Daemon;
import io.sensuhost.host.plugins.PrivateDirectory;
import io.sensuhost.host.scenario.ScenarioRun;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The daemon before the demo's emulated AWS, for someone to send events to. */
final class DemoDaemon {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final String WHAT_TO_DO = """

            EC2 and STS are emulated at %1$s, in us-west-2: i-0a1b2c3d4e5f60001 is running there, 60002 is
            stopped, 60003 is terminated. In another terminal, report that the machines of two clients are silent:

              curl -sS '%2$s/events?handler=ec2&wait=true' --data-binary \\
                '{"client": {"name": "web-1", "ec2": {"instance_id": "i-0a1b2c3d4e5f60001"}}, \
            "check": {"name": "keepalive", "status": 2}}'

              curl -sS '%2$s/events?handler=ec2&wait=true' --data-binary \\
                '{"client": {"name": "web-3", "ec2": {"instance_id": "i-0a1b2c3d4e5f60003"}}, \
            "check": {"name": "keepalive", "status": 2}}'

            Then see which clients are left, what was done, and how it is:

              curl -sS %2$s/clients
              curl -sS %2$s/results
              curl -sS %2$s/health

            Ctrl-C ends it. No Sensu is told, and nothing is kept.
            """;

    private DemoDaemon() {}

    static int serve(SensuHost program, ScenarioRun demo) throws Exception {
        try (PrivateDirectory configuration = PrivateDirectory.make("demo")) {
            Files.writeString(configuration.path().resolve("demo.json"), demo.configuration());
            return ServeCommand.serve(
                    program,
                    () -> new ConfigurationSources(Map.of(), Optional.empty(), List.of(configuration.path())),
                    HostOptions.usual().embedded(true),
                    DRAIN,
                    daemon -> tellPeople(program.output(), demo, daemon));
        }
    }

    private static void tellPeople(Output output, ScenarioRun demo, Daemon daemon) {
        if (!output.isJson()) {
            output.line(WHAT_TO_DO.formatted(demo.awsUrl(), "http:/" + daemon.http()));
        }
    }
}
