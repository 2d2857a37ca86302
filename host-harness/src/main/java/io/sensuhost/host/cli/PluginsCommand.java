package io.sensuhost.host.cli;

import io.sensuhost.host.plugins.JarCheck;
import io.sensuhost.host.plugins.Plugin;
import io.sensuhost.host.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists what is loaded, and says what is wrong with what is not. */
@Command(
        name = "plugins",
        description = "Lists what is loaded from the plugins directory, and says what is wrong with what is not.")
final class PluginsCommand implements Callable<Integer> {

    @ParentCommand
    private SensuHost host;

    @Option(
            names = "--check",
            paramLabel = "JAR",
            description = "Says everything that is wrong with a jar, before it is dropped in.")
    private Optional<Path> checked = Optional.empty();

    @Option(
            names = "--reference",
            description = "Prints reference documentation in Markdown, made of what the integrations declare.")
    private boolean reference;

    @Override
    public Integer call() {
        host.startLogging(LogLevel.error);
        if (checked.isPresent()) {
            return check(checked.get());
        }
        Output output = host.output();
        try (Plugins plugins = Plugins.load(host.plugins())) {
            if (reference) {
                plugins.factories()
                        .forEach(factory -> output.line(Reference.of(factory).stripTrailing()));
            } else if (output.isJson()) {
                plugins.all().forEach(plugin -> output.json(json(plugin)));
            } else if (plugins.all().isEmpty()) {
                output.line("No plugin jars in " + host.plugins().directory()
                        + ": nothing will be handled until one is dropped in.");
            } else {
                output.table(table(plugins.all()));
            }
            return code(plugins.all());
        }
    }

    private int check(Path jar) {
        try (Plugins alone = Plugins.loadAlone(jar)) {
            Output output = host.output();
            List<String> warnings = JarCheck.warnings(jar);
            if (output.isJson()) {
                Map<String, Object> json = json(alone.all().get(0));
                json.put("warnings", warnings);
                output.json(json);
            } else {
                output.table(table(alone.all()));
                warnings.forEach(warning -> output.line("Warning: " + warning + "."));
            }
            return code(alone.all());
        } catch (IOException e) {
            throw new InputException(jar + " cannot be read as a jar: is it there and whole, and may you read it?");
        }
    }

    private static int code(List<Plugin> plugins) {
        return plugins.stream().allMatch(plugin -> plugin.problems().isEmpty()) ? 0 : 2;
    }

    private static Map<String, Object> json(Plugin plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", plugin.file());
        json.put("id", plugin.id().isEmpty() ? null : plugin.id());
        json.put("version", plugin.version().isEmpty() ? null : plugin.version());
        json.put("integrations", plugin.integrations());
        json.put("problems", plugin.problems());
        return json;
    }

    private static Table table(List<Plugin> plugins) {
        Table table = new Table("FILE", "ID", "VERSION", "INTEGRATIONS", "STATE");
        for (Plugin plugin : plugins) {
            boolean sound = plugin.problems().isEmpty();
            table.row(
                    sound ? Terminal.Colour.NONE : Terminal.Colour.RED,
                    plugin.file(),
                    plugin.id(),
                    plugin.version(),
                    String.join(", ", plugin.integrations()),
                    sound ? "loaded" : "left out: " + String.join("; ", plugin.problems()));
        }
        return table;
    }
}
