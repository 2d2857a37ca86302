package io.sensuhost.host.cli;

import io.sensuhost.api.Result;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.host.scenario.InvalidScenario;
import io.sensuhost.host.scenario.Report;
import io.sensuhost.host.scenario.ScenarioRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the whole main job with nothing to set up. */
@Command(
        name = "demo",
        description = "Shows the main job with nothing to set up: a small emulated fleet, the real plugin, and what"
                + " became of every client, and why.")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> WHAT_NEXT = List.of(
            "",
            "Every failed client is still registered: an error is never taken for an absence.",
            "",
            "With your own AWS account, and nothing deregistered:",
            "  mkdir conf.d && echo '{\"ec2\": {\"region\": \"us-west-2\"}}' > conf.d/ec2.json",
            "  echo '{\"client\": {\"name\": \"i-0123456789abcdef0\"}, \"check\": {\"name\": \"keepalive\", \"status\": 2,"
                    + " \"handlers\": [\"ec2\"]}}' \\",
            "    | sensu-host -d conf.d handle --dry-run");

    @ParentCommand
    private SensuHost program;

    @Option(
            names = "--serve",
            description =
                    "Let the daemon run before the emulated AWS until it is told to end, and say how to send it events.")
    private boolean serve;

    @Override
    public Integer call() throws Exception {
        try (ScenarioRun demo = ScenarioRun.ofDemo()) {
            return serve ? DemoDaemon.serve(program, demo) : show(demo);
        }
    }

    private int show(ScenarioRun demo) throws InvalidScenario {
        program.startLogging(LogLevel.error);
        Output output = program.output();
        try (Plugins plugins = Plugins.load(program.plugins())) {
            if (plugins.factories().isEmpty()) {
                throw new InputException(
                        "There is no working plugin in " + program.plugins().directory()
                                + ", and the demo shows the EC2 plugin; 'sensu-host plugins' says what is wrong");
            }
            if (!output.isJson()) {
                output.line("EC2 and STS are emulated at " + demo.awsUrl()
                        + ".\nThirteen events come in. It takes some seconds, since an absence is asked for twice ...");
                output.line("");
            }
            Report report = demo.run(plugins, this::told);
            show(report.outcomes(), output);
            return report.passed() ? 0 : 1;
        }
    }

    /** Programs are told as it happens, people at the end. */
    private void told(Outcome outcome) {
        if (program.output().isJson()) {
            program.output().json(outcome.toJson());
        }
    }

    private static void show(List<Outcome> outcomes, Output output) {
        if (output.isJson()) {
            return;
        }
        Table table = new Table("CLIENT", "INSTANCE", "STATE", "OUTCOME", "REASON");
        for (Outcome outcome : outcomes) {
            Result result = outcome.result();
            table.row(
                    OutcomeTable.colour(result),
                    outcome.event().orElseThrow().client().name(),
                    String.valueOf(result.details().getOrDefault("instance_id", "-")),
                    String.valueOf(result.details().getOrDefault("instance_state", "-")),
                    OutcomeTable.word(result),
                    result.reason());
        }
        output.table(table);
        WHAT_NEXT.forEach(output::line);
    }
}
