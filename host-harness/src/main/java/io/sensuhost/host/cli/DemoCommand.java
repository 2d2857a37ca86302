package io.sensuhost.host.cli;

import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Shows the whole main job with nothing to set up. */
@Command(
        name = "demo",
        description = "Shows the main job with nothing to set up: a small emulated fleet, the real plugin, and what"
                + " became of every client, and why.")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> WHAT_NEXT = List.of(
            "",
            "Every failed client is still registered: an error is never taken for an absence.",
            "",
            "With your own AWS account, and nothing deregistered:",
            "  mkdir conf.d && echo '{\"ec2\": {\"region\": \"us-west-2\"}}' > conf.d/ec2.json",
            "  echo '{\"client\": {\"name\": \"i-0123456789abcdef0\"}, \"check\": {\"name\": \"keepalive\", \"status\": 2,"
                    + " \"handlers\": [\"ec2\"]}}' \\",
            "    | sensu-host -d conf.d handle --dry-run");

    @ParentCommand
    private SensuHost program;

    @Override
    public Integer call() throws Exception {
        program.startLogging(LogLevel.error);
        Output output = program.output();
        Scenario scenario = Scenario.demo();
        Path directory = Files.createTempDirectory("sensu-host-demo");
        try (Emulator emulator = scenario.start()) {
            scenario.configure(directory, emulator);
            if (!output.isJson()) {
                output.line("EC2 and STS are emulated at " + emulator.endpoint()
                        + ".\nThirteen events come in. It takes some seconds, since an absence is asked for twice ...");
                output.line("");
            }
            show(outcomes(scenario, directory), output);
        } finally {
            delete(directory);
        }
        return 0;
    }

    private List<Outcome> outcomes(Scenario scenario, Path directory) throws Exception {
        ConfigurationSources sources = new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory));
        try (Bench bench = Bench.set(program.plugins(), sources);
                Host host = bench.host(HostOptions.usual())) {
            List<CompletableFuture<List<Outcome>>> handled = new ArrayList<>();
            if (bench.plugins().factories().isEmpty()) {
                throw new InputException("There is no working plugin in " + program.plugins()
                        + ", and the demo shows the EC2 plugin; 'sensu-host plugins' says what is wrong");
            }
            for (Event event : events(scenario, new EventDecoder(bench.clock()), bench)) {
                handled.add(host.handle(event, Optional.empty())
                        .whenComplete((outcomes, e) -> told(outcomes))
                        .toCompletableFuture());
            }
            return handled.stream()
                    .flatMap(outcomes -> outcomes.join().stream())
                    .toList();
        }
    }

    /** Programs are told as it happens, people at the end. */
    private void told(List<Outcome> outcomes) {
        if (program.output().isJson()) {
            outcomes.forEach(outcome -> program.output().json(outcome.toJson()));
        }
    }

    /** The events, with all that every one of them has in common. */
    private static List<Event> events(Scenario scenario, EventDecoder decoder, Bench bench) throws MalformedEvent {
        long now = bench.clock().now().getEpochSecond();
        List<Event> events = new ArrayList<>();
        for (Map<String, Object> told : scenario.events()) {
            boolean resolved = "resolve".equals(told.get("action"));
            Map<Object, Object> client = new LinkedHashMap<>((Map<?, ?>) told.get("client"));
            client.put("timestamp", now - (resolved ? 5 : 180));
            Map<String, Object> event = new LinkedHashMap<>(told);
            event.put("id", "demo-" + (events.size() + 1));
            event.put("client", client);
            event.put("check", Map.of("name", "keepalive", "handlers", List.of("ec2"), "status", resolved ? 0 : 2));
            event.putIfAbsent("action", "create");
            event.put("timestamp", now);
            events.add(decoder.decodeTree(event));
        }
        return events;
    }

    private static void show(List<Outcome> outcomes, Output output) {
        if (output.isJson()) {
            return;
        }
        Table table = new Table("CLIENT", "INSTANCE", "STATE", "OUTCOME", "REASON");
        for (Outcome outcome : outcomes) {
            Result result = outcome.result();
            table.row(
                    OutcomeTable.colour(result),
                    outcome.event().orElseThrow().client().name(),
                    String.valueOf(result.details().getOrDefault("instance_id", "-")),
                    String.valueOf(result.details().getOrDefault("instance_state", "-")),
                    OutcomeTable.word(result),
                    result.reason());
        }
        output.table(table);
        WHAT_NEXT.forEach(output::line);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
