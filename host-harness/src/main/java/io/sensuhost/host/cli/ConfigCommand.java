package io.sensuhost.host.cli;

import io.sensuhost.api.Finding;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.Location;
import io.sensuhost.host.config.Problem;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Merges, validates and prints the configuration. */
@Command(
        name = "config",
        description = "Merges, validates and prints the configuration: secrets redacted, each value with the file that"
                + " set it.")
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    private SensuHost program;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--online",
            description =
                    "Also try it out: whether those that integrations ask can be reached, who they take us for, and"
                            + " whether they let us. Nothing is changed anywhere.")
    private boolean online;

    @Override
    public Integer call() throws InvalidConfiguration {
        program.startLogging(LogLevel.error);
        try (Bench bench = Bench.set(program)) {
            Map<String, List<Finding>> findings = findings(bench);
            print(bench.configuration(), bench.scopes().redactor(), findings);
            boolean bad = findings.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(finding -> finding.judgement() == Finding.Judgement.BAD);
            return bench.configuration().valid() && !bad ? 0 : 2;
        }
    }

    private Map<String, List<Finding>> findings(Bench bench) throws InvalidConfiguration {
        if (!online || !bench.configuration().valid()) {
            return Map.of();
        }
        try (Host host = bench.host(HostOptions.usual().dryRun(true).embedded(true))) {
            return host.tryOut();
        }
    }

    private void print(Configuration configuration, Redactor redactor, Map<String, List<Finding>> findings) {
        Output output = program.output();
        if (output.isJson()) {
            Map<String, Object> json = json(configuration, redactor);
            if (online) {
                json.put("online", FindingTable.json(findings));
            }
            output.json(json);
            return;
        }
        output.table(table(configuration, redactor));
        configuration.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
        if (!findings.isEmpty()) {
            output.line("");
            output.table(FindingTable.of(findings));
        }
    }

    private static Map<String, Object> json(Configuration configuration, Redactor redactor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("valid", configuration.valid());
        json.put("config", redactor.redact(configuration.values()));
        json.put(
                "problems",
                configuration.problems().stream().map(ConfigCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        problem.file().ifPresent(file -> json.put("file", file));
        problem.line().ifPresent(line -> json.put("line", line));
        problem.column().ifPresent(column -> json.put("column", column));
        problem.path().ifPresent(path -> json.put("path", path));
        json.put("message", problem.message());
        return json;
    }

    private static Table table(Configuration configuration, Redactor redactor) {
        Table table = new Table("ATTRIBUTE", "VALUE", "SET BY");
        for (Setting setting : configuration.settings()) {
            table.row(Terminal.Colour.NONE, setting.path(), shown(setting, redactor), place(setting.location()));
        }
        return table;
    }

    private static String place(Location location) {
        return location.line().isPresent()
                ? location.file() + ":" + location.line().getAsInt()
                : location.file();
    }

    private static String shown(Setting setting, Redactor redactor) {
        return setting.value()
                .map(value -> String.valueOf(redactor.redactAt(setting.path(), value)))
                .orElse("null");
    }
}
