package io.sensuhost.host.cli;

import io.sensuhost.host.plugins.Plugins;
import io.sensuhost.host.scenario.Difference;
import io.sensuhost.host.scenario.InvalidScenario;
import io.sensuhost.host.scenario.Report;
import io.sensuhost.host.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs scenarios, and shows what is not as they expect. */
@Command(
        name = "test",
        description = "Runs scenario files (configuration, an emulated world, events and what is expected of them)"
                + " against the plugins.")
final class TestCommand implements Callable<Integer> {

    @ParentCommand
    private SensuHost program;

    @Option(
            names = "--junit-xml",
            paramLabel = "FILE",
            description = "Where to write a report in JUnit's XML format, for CI servers.")
    private Optional<Path> junitXml = Optional.empty();

    @Parameters(arity = "1..*", paramLabel = "SCENARIO", description = "Scenario files.")
    private List<Path> files;

    @Override
    public Integer call() throws InvalidScenario, IOException {
        program.startLogging(LogLevel.error);
        List<Report> reports = new ArrayList<>();
        try (Plugins plugins = Plugins.load(program.plugins())) {
            for (Path file : files) {
                try (ScenarioRun scenario = ScenarioRun.of(file)) {
                    Report report = scenario.run(plugins, outcome -> {});
                    reports.add(report);
                    show(report);
                }
            }
        }
        if (junitXml.isPresent()) {
            JUnitXml.write(junitXml.get(), reports);
        }
        return reports.stream().allMatch(Report::passed) ? 0 : 1;
    }

    private void show(Report report) {
        Output output = program.output();
        if (output.isJson()) {
            output.json(json(report));
            return;
        }
        output.line("%s  %s (%d events)"
                .formatted(
                        report.passed() ? "passed" : "FAILED",
                        report.name(),
                        report.outcomes().size()));
        if (!report.passed()) {
            Table table = new Table("WHERE", "WHAT", "EXPECTED", "FOUND");
            report.differences()
                    .forEach(difference -> table.row(
                            Terminal.Colour.RED,
                            difference.where(),
                            difference.what(),
                            difference.expected(),
                            difference.found()));
            output.table(table);
        }
    }

    private static Map<String, Object> json(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", report.name());
        json.put("about", report.about());
        json.put("passed", report.passed());
        json.put("events", report.outcomes().size());
        json.put(
                "differences",
                report.differences().stream().map(TestCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("where", difference.where());
        json.put("what", difference.what());
        json.put("expected", difference.expected());
        json.put("found", difference.found());
        return json;
    }
}
