package io.sensuhost.host.cli;

import io.sensuhost.host.IntegrationScopes;
import io.sensuhost.host.config.Configuration;
import io.sensuhost.host.config.Location;
import io.sensuhost.host.config.Problem;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.config.Setting;
import io.sensuhost.host.plugins.Plugins;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Merges, validates and prints the configuration. */
@Command(
        name = "config",
        description = "Merges, validates and prints the configuration: secrets redacted, each value with the file that"
                + " set it.")
final class ConfigCommand implements Callable<Integer> {

    @ParentCommand
    private SensuHost host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Logging.configure(host.logLevel(LogLevel.warn));
        try (Plugins plugins = Plugins.load(host.plugins())) {
            IntegrationScopes scopes = IntegrationScopes.of(plugins);
            Configuration configuration = scopes.load(host.sources());
            Redactor redactor = scopes.redactor();
            if (host.output().isJson()) {
                host.output().json(json(configuration, redactor));
            } else {
                host.output().table(table(configuration, redactor));
                configuration
                        .problems()
                        .forEach(problem -> spec.commandLine().getErr().println(problem));
            }
            return configuration.valid() ? 0 : 2;
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
