package io.sensuhost.host.cli;

import io.sensuhost.api.Event;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.config.Unreadable;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Handles many events, at a time as many as share calls well. */
@Command(
        name = "replay",
        description = "Handles many events: one JSON object a line, or a JSON array; - for standard input. Against the"
                + " embedded registry unless told otherwise: yesterday's file must not delete today's clients.")
final class ReplayCommand implements Callable<Integer> {

    private static final int MOST_AT_ONCE = 10_000;
    private static final int MOST_KEPT_BACK = 20_000;

    @ParentCommand
    private SensuHost program;

    @Option(
            names = "--handler",
            paramLabel = "NAME",
            description = "The handler; those that the events name are not looked at.")
    private Optional<String> handler = Optional.empty();

    @Option(names = "--dry-run", description = "Decide and report, deregister nothing.")
    private boolean dryRun;

    @Option(
            names = "--registry",
            paramLabel = "WHICH",
            defaultValue = "embedded",
            description = "embedded, or configured to deregister in the Sensu that the configuration names.")
    private WhichRegistry registry;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of events; - for standard input.")
    private List<Path> files;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final BlockingQueue<Outcome> held = new ArrayBlockingQueue<>(MOST_KEPT_BACK);

    enum WhichRegistry {
        embedded,
        configured
    }

    @Override
    public Integer call() throws Exception {
        program.startLogging(LogLevel.warn);
        for (Path file : files) {
            if (!isStandardInput(file) && (!Files.isReadable(file) || Files.isDirectory(file))) {
                throw new InputException(file + " cannot be read, so nothing was handled: is it a file, and may you?");
            }
        }
        ResultPrinter results = new ResultPrinter(program.output());
        HostOptions options = HostOptions.usual().dryRun(dryRun).embedded(registry == WhichRegistry.embedded);
        try (Bench bench = Bench.setToHandle(program);
                Host host = bench.host(options)) {
            Bench.demandSomewhere(host, handler);
            Progress progress = new Progress(program.progressWanted());
            for (Path file : files) {
                replay(file, bench, host, results, progress);
            }
            places.acquire(MOST_AT_ONCE);
            handleAgain(held, host, results);
            progress.end();
        }
        results.finish();
        results.summary();
        return results.anyFailed() ? 1 : 0;
    }

    private void replay(Path file, Bench bench, Host host, ResultPrinter results, Progress progress)
            throws InterruptedException {
        try (EventReader events = reader(file, bench)) {
            while (events.hasNext()) {
                Decoded decoded = events.next();
                if (decoded instanceof Decoded.Bad bad) {
                    results.print(List.of(Outcome.malformed(bad.why(), bad.line())));
                    progress.oneMore();
                    continue;
                }
                Event event = ((Decoded.Good) decoded).event();
                places.acquire();
                host.handle(event, handler).whenComplete((outcomes, e) -> {
                    try {
                        results.print(outcomes.stream()
                                .filter(outcome -> !keptBack(outcome))
                                .toList());
                        progress.oneMore();
                    } finally {
                        places.release();
                    }
                });
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    private static InputException unreadable(Path file, IOException why) {
        return new InputException(file + " cannot be read to its end: " + Unreadable.why(why));
    }

    /** Whether an outcome may be another once all clients are known: the guard's budget grows with their number. */
    private boolean keptBack(Outcome outcome) {
        return outcome.result().code().equals("deregistration_guard") && held.offer(outcome);
    }

    private void handleAgain(Iterable<Outcome> outcomes, Host host, ResultPrinter results) {
        List<CompletableFuture<Void>> again = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            again.add(host.handle(outcome.event().orElseThrow(), outcome.handler())
                    .thenAccept(results::printMore)
                    .toCompletableFuture());
        }
        again.forEach(CompletableFuture::join);
    }

    private static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    private static EventReader reader(Path file, Bench bench) throws IOException {
        return new EventReader(bench.decoder(), isStandardInput(file) ? System.in : Files.newInputStream(file));
    }
}
