package io.sensuhost.host.cli;

import io.sensuhost.api.Finding;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostLauncher;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.ConfigurationProblem;
import io.sensuhost.host.config.Location;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
                    "Also try it out: whether Sensu's API and those that integrations ask can be reached, who they take us"
                            + " for, and whether they let us. Nothing is changed anywhere.")
    private boolean online;

    @Override
    public Integer call() throws InvalidConfiguration {
        program.startLogging(LogLevel.warn);
        try (Bench bench = Bench.set(program)) {
            Map<String, List<Finding>> findings = findings(bench);
            print(bench, findings);
            boolean bad = findings.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(finding -> finding.judgement() == Finding.Judgement.BAD);
            return bench.configuration().valid() && !bad ? 0 : 2;
        }
    }

    private Map<String, List<Finding>> findings(Bench bench) throws InvalidConfiguration {
        if (!bench.configuration().valid()) {
            return Map.of();
        }
        if (!online) {
            HostLauncher.warnOfWhatIsInVain(bench.scopes(), bench.configuration(), HostOptions.usual());
            return Map.of();
        }
        try (Host host = HostLauncher.unwatched(bench.clock())
                .launch(
                        bench.scopes(),
                        bench.configuration(),
                        HostOptions.usual().dryRun(true))
                .host()) {
            Map<String, List<Finding>> findings = new LinkedHashMap<>(host.tryOut());
            RegistryFinding.of(bench.configuration(), host).ifPresent(found -> findings.put("host", List.of(found)));
            return findings;
        }
    }

    private void print(Bench bench, Map<String, List<Finding>> findings) {
        Output output = program.output();
        Configuration configuration = bench.configuration();
        Redactor redactor = bench.scopes().redactor();
        if (output.isJson()) {
            Map<String, Object> json = json(configuration, redactor);
            json.put(
                    "settings",
                    settings(bench).map(setting -> json(setting, redactor)).toList());
            if (online) {
                json.put("online", FindingTable.json(findings));
            }
            output.json(json);
            return;
        }
        output.table(table(settings(bench), redactor));
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

    private static Map<String, Object> json(ConfigurationProblem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        problem.file().ifPresent(file -> json.put("file", file));
        problem.line().ifPresent(line -> json.put("line", line));
        problem.column().ifPresent(column -> json.put("column", column));
        problem.path().ifPresent(path -> json.put("path", path));
        json.put("message", problem.message());
        return json;
    }

    private static Map<String, Object> json(Setting setting, Redactor redactor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", setting.path());
        json.put("value", value(setting, redactor));
        json.put("set_by", place(setting.location()));
        return json;
    }

    /** What was set, then what holds because it was not. */
    private static Stream<Setting> settings(Bench bench) {
        Configuration configuration = bench.configuration();
        return Stream.of(configuration.settings(), bench.scopes().defaults(configuration), configuration.defaults())
                .flatMap(List::stream);
    }

    private static Table table(Stream<Setting> settings, Redactor redactor) {
        Table table = new Table("ATTRIBUTE", "VALUE", "SET BY");
        settings.forEach(setting -> table.row(
                setting.location().equals(Location.DEFAULT) ? Terminal.Colour.GREY : Terminal.Colour.NONE,
                setting.path(),
                String.valueOf(value(setting, redactor)),
                place(setting.location())));
        return table;
    }

    private static String place(Location location) {
        return location.line().isPresent()
                ? location.file() + ":" + location.line().getAsInt()
                : location.file();
    }

    /** Null, JSON's, where that is what was set. */
    private static Object value(Setting setting, Redactor redactor) {
        return setting.value()
                .map(value -> redactor.redactAt(setting.path(), value))
                .orElse(null);
    }
}
