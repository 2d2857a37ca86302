package io.sensuhost.host.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** The commands of the program. */
final class Commands {

    private static final List<Class<? extends Callable<Integer>>> ALL = List.of(
            DemoCommand.class,
            HandleCommand.class,
            ReplayCommand.class,
            ServeCommand.class,
            ConfigCommand.class,
            PluginsCommand.class,
            TestCommand.class);

    private Commands() {}

    /**
     * Those that a command line can mean. What picocli learns of a command takes longer than to handle an event, so that
     * it is spared those that are not named; all of them where none is, or where one asks for help.
     */
    static List<Class<? extends Callable<Integer>>> meantBy(List<String> arguments) {
        List<Class<? extends Callable<Integer>>> named = ALL.stream()
                .filter(command -> arguments.contains(name(command)))
                .toList();
        return named.isEmpty() || Stream.of("-h", "--help").anyMatch(arguments::contains) ? ALL : named;
    }

    private static String name(Class<?> command) {
        return Optional.ofNullable(command.getAnnotation(Command.class))
                .orElseThrow()
                .name();
    }
}
