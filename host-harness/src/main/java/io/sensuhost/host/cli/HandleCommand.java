package io.sensuhost.host.cli;

import io.sensuhost.api.Event;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.config.Unreadable;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.event.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Handles one event. */
@Command(
        name = "handle",
        description = "Handles one event, from FILE or standard input: usable as the command of a Sensu pipe handler.")
final class HandleCommand implements Callable<Integer> {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    @ParentCommand
    private SensuHost program;

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            description = "The handler; those that the event names are not looked at.")
    private Optional<String> handler = Optional.empty();

    @Option(names = "--dry-run", description = "Decide and report, deregister nothing.")
    private boolean dryRun;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The event; - or nothing for standard input.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws Exception {
        program.startLogging(LogLevel.warn);
        ResultPrinter results = new ResultPrinter(program.output());
        byte[] input = input();
        try (Bench bench = Bench.setToHandle(program);
                Host host = bench.host(HostOptions.usual().dryRun(dryRun))) {
            Event event = bench.decoder().decode(input);
            List<Outcome> outcomes =
                    host.handle(event, handler).toCompletableFuture().join();
            results.print(outcomes);
            results.finish();
            Bench.demandSomewhere(host, handler);
        } catch (MalformedEvent e) {
            results.print(
                    List.of(Outcome.malformed(e, e.place().map(Place::line).orElse(1))));
            results.finish();
            return 2;
        }
        return results.anyFailed() ? 1 : 0;
    }

    private byte[] input() {
        boolean fromFile = file.filter(path -> !path.toString().equals("-")).isPresent();
        try {
            if (!fromFile) {
                return System.in.readNBytes(MOST_BYTES + 1);
            }
            try (InputStream in = Files.newInputStream(file.orElseThrow())) {
                return in.readNBytes(MOST_BYTES + 1);
            }
        } catch (IOException e) {
            throw new InputException("%s cannot be read: %s"
                    .formatted(file.map(Path::toString).orElse("standard input"), Unreadable.why(e)));
        }
    }
}
