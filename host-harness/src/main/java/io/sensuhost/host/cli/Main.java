package io.sensuhost.host.cli;

import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.audit.FileUnusableException;
import io.sensuhost.host.daemon.CannotListenException;
import io.sensuhost.host.registry.RegistryException;
import io.sensuhost.host.scenario.InvalidScenario;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the program. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and exits with its code.
     *
     * @param args options and command
     */
    public static void main(String[] args) {
        int code = run(System.out, System.err, Terminal.current(), args);
        System.out.flush();
        System.exit(code);
    }

    static int run(PrintStream out, PrintStream err, Terminal terminal, String... args) {
        CommandLine program = new CommandLine(new SensuHost(out, terminal));
        Commands.meantBy(List.of(args)).forEach(program::addSubcommand);
        // What is set here is set for the commands too that have been added.
        program.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(Math.min(120, terminal.columns()));
        program.setParameterExceptionHandler((e, arguments) -> misused(err, e));
        // A directory of plugins may well be called so.
        program.setAllowSubcommandsAsOptionParameters(true);
        program.setExitCodeExceptionMapper(e -> CommandLine.ExitCode.USAGE);
        program.setExecutionExceptionHandler((e, command, parsed) -> failed(err, e));
        return program.execute(args);
    }

    private static int misused(PrintStream err, ParameterException e) {
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(err, true, StandardCharsets.UTF_8));
        err.println("'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' says what there is.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(PrintStream err, Exception e) throws Exception {
        if (e instanceof InvalidConfiguration invalid) {
            invalid.problems().forEach(problem -> err.println(problem));
            err.println("Nothing was handled: the configuration is not valid.");
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof InputException
                || e instanceof InvalidScenario
                || e instanceof UncheckedIOException
                || e instanceof FileUnusableException
                || e instanceof RegistryException
                || e instanceof CannotListenException) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw e;
    }
}
