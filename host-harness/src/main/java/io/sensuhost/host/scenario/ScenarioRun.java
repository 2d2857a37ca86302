package io.sensuhost.host.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sensuhost.api.Client;
import io.sensuhost.api.Event;
import io.sensuhost.host.Host;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.TrialHost;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.plugins.Plugins;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A scenario whose emulators are running. */
public final class ScenarioRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_CLIENTS = 100_000;

    private final String name;
    private final Scenario scenario;
    private final Emulator aws;
    private final HttpEmulator http;

    private ScenarioRun(String name, Scenario scenario, Emulator aws, HttpEmulator http) {
        this.name = name;
        this.scenario = scenario;
        this.aws = aws;
        this.http = http;
    }

    /**
     * Reads a scenario and starts its emulators.
     *
     * @param file where it stands
     * @return the run, for the caller to close
     * @throws InvalidScenario if it cannot be run
     */
    public static ScenarioRun of(Path file) throws InvalidScenario {
        return start(file.toString(), ScenarioFile.read(file));
    }

    /**
     * Starts the demo that comes with the program.
     *
     * @return the run, for the caller to close
     */
    public static ScenarioRun ofDemo() {
        try (InputStream text = ScenarioRun.class.getResourceAsStream("demo.json")) {
            return start("demo", ScenarioFile.read("demo", text));
        } catch (IOException | InvalidScenario e) {
            throw new IllegalStateException("The demo that comes with the program cannot be read", e);
        }
    }

    private static ScenarioRun start(String name, Scenario scenario) throws InvalidScenario {
        try {
            Emulator aws = Emulator.start(World.fromJson(scenario.world()));
            scenario.faults().forEach(fault -> fault.switchOn(aws));
            return new ScenarioRun(name, scenario, aws, HttpEmulator.start(scenario.http()));
        } catch (IllegalArgumentException e) {
            throw new InvalidScenario(name + ": world: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("No loopback port can be listened at", e);
        }
    }

    /**
     * Where the emulated EC2 and STS are.
     *
     * @return their URL
     */
    public String awsUrl() {
        return aws.endpoint().toString();
    }

    /**
     * Has the events handled, each as soon as those of its client that come before it are, and compares what became of
     * them with what is expected.
     *
     * @param plugins the plugins
     * @param told is told of each outcome as it is there
     * @return what became of them, in the order of the events
     * @throws InvalidScenario if its configuration or one of its events is wrong
     */
    public Report run(Plugins plugins, Consumer<Outcome> told) throws InvalidScenario {
        try (TrialHost trial = start(plugins)) {
            Host host = trial.host();
            List<String> handlers = host.integrations().stream().sorted().toList();
            for (Map<String, Object> client : scenario.clients()) {
                join(host.handle(
                        event(EventTold.endedIncidentOf(client), "known", trial, List.of()), Optional.empty()));
            }
            List<CompletableFuture<List<Outcome>>> handled = new ArrayList<>();
            for (EventTold event : scenario.events()) {
                String id = "event-" + (handled.size() + 1);
                handled.add(host.handle(event(event, id, trial, handlers), Optional.empty())
                        .whenComplete((outcomes, e) -> outcomes.forEach(told))
                        .toCompletableFuture());
            }
            List<List<Outcome>> outcomes =
                    handled.stream().map(ScenarioRun::join).toList();
            List<Difference> differences = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                differences.addAll(differences(i, scenario.events().get(i), outcomes.get(i)));
            }
            differences.addAll(differencesInTheEnd(host));
            return new Report(
                    name,
                    scenario.about(),
                    outcomes.stream().flatMap(List::stream).toList(),
                    differences);
        }
    }

    private TrialHost start(Plugins plugins) throws InvalidScenario {
        try {
            return TrialHost.start(plugins, configuration());
        } catch (InvalidConfiguration e) {
            throw new InvalidScenario(name + ": configuration: "
                    + e.problems().stream()
                            .map(problem ->
                                    problem.path().map(path -> path + ": ").orElse("") + problem.message())
                            .collect(Collectors.joining("; ")));
        }
    }

    /**
     * What would stand in a configuration file, so that its emulators are asked.
     *
     * @return one JSON object
     */
    public String configuration() {
        ObjectNode pointed = scenario.configuration().deepCopy();
        if (pointed.get("ec2") instanceof ObjectNode ec2) {
            Stream.of("endpoint", "sts_endpoint").filter(url -> !ec2.has(url)).forEach(url -> ec2.put(url, "${aws}"));
        }
        return pointed.toString().replace("${aws}", awsUrl()).replace("${http}", http.url());
    }

    private Event event(EventTold event, String id, TrialHost trial, List<String> handlers) throws InvalidScenario {
        try {
            return trial.decoder().decodeTree(event.toSensu(id, trial.clock().now(), handlers));
        } catch (MalformedEvent e) {
            throw new InvalidScenario(name + ": " + id + ": " + e.getMessage());
        }
    }

    private static List<Outcome> join(CompletionStage<List<Outcome>> outcomes) {
        return outcomes.toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static List<Difference> differences(int index, EventTold event, List<Outcome> outcomes) {
        Outcome first = outcomes.get(0);
        String client = first.event().map(known -> known.client().toString()).orElse("-");
        return Comparison.of("event %d, %s".formatted(index + 1, client), event.expect(), first.toJson());
    }

    private List<Difference> differencesInTheEnd(Host host) {
        Set<String> registered = host.clients(MOST_CLIENTS).toCompletableFuture().join().stream()
                .map(Client::toString)
                .collect(Collectors.toSet());
        Stream<Difference> missing = scenario.expect().registered().stream()
                .filter(client -> !registered.contains(client))
                .map(client -> new Difference("registry", client, "registered", "not registered"));
        Stream<Difference> left = scenario.expect().deregistered().stream()
                .filter(registered::contains)
                .map(client -> new Difference("registry", client, "deregistered", "still registered"));
        return Stream.concat(missing, left).toList();
    }

    @Override
    public void close() {
        http.close();
        aws.close();
    }
}
