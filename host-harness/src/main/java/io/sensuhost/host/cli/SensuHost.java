package io.sensuhost.host.cli;

import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.plugins.PluginSources;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: options that every command has, and the commands. */
@Command(
        name = "sensu-host",
        description = "Handles Sensu's keepalive events: asks where a silent client's machine is, and deregisters the"
                + " client when it is gone.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was handled, ignored or held; the configuration is valid",
            "1:at least one event failed",
            "2:usage, configuration, plugin or input error: nothing was handled"
        })
final class SensuHost implements Callable<Integer> {

    private static final Path USUAL_FILE = Path.of("/etc/sensu/config.json");
    private static final Path USUAL_DIRECTORY = Path.of("/etc/sensu/conf.d");

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Main configuration file; /etc/sensu/config.json where it exists.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = {"-d", "--config-dir"},
            paramLabel = "DIR",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Configuration directories; /etc/sensu/conf.d where it exists.")
    private List<Path> directories = List.of();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where plugin jars are dropped; plugins/ beside the program.")
    private Optional<Path> plugins = Optional.empty();

    @Option(
            names = "--plugin-classes",
            paramLabel = "DIR",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "The classes of a plugin under work, as target/classes; its libraries are those that"
                    + " classpath.txt beside it names.")
    private List<Path> pluginClasses = List.of();

    @Option(
            names = {"-L", "--log-level"},
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES}; warn for one-shot commands, info for serve.")
    private Optional<LogLevel> logLevel = Optional.empty();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES}: how log lines are written; logfmt unless told otherwise.")
    private LogFormat logFormat = LogFormat.logfmt;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES}; table on a terminal, json otherwise.")
    private Optional<Output.Format> format = Optional.empty();

    private final PrintStream out;
    private final Terminal terminal;

    SensuHost(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "No command: say what to do.");
    }

    Output output() {
        return new Output(out, terminal, format);
    }

    /** Whether someone watches standard error while results go elsewhere or come at the end. */
    boolean progressWanted() {
        return Boolean.getBoolean("sensu-host.stderr-terminal") && !(output().isJson() && terminal.isThere());
    }

    /** Logs as asked for, or otherwise from a level on. */
    void startLogging(LogLevel otherwise) {
        Logging.configure(logLevel.orElse(otherwise), logFormat);
    }

    PluginSources plugins() {
        if (plugins.isPresent() && !Files.isDirectory(plugins.get())) {
            throw new InputException("--plugins " + plugins.get() + ": there is no such directory");
        }
        Path directory = plugins.orElseGet(() -> Path.of(System.getProperty("sensu-host.home", "."), "plugins"));
        return new PluginSources(directory, pluginClasses, List.of());
    }

    ConfigurationSources sources() {
        return new ConfigurationSources(
                System.getenv(),
                config.or(() -> Optional.of(USUAL_FILE).filter(Files::exists)),
                directories.isEmpty()
                        ? List.of(USUAL_DIRECTORY).stream()
                                .filter(Files::exists)
                                .toList()
                        : directories);
    }
}
