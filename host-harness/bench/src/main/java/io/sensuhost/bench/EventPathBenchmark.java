package io.sensuhost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sensuhost.ec2.Ec2InMemoryFactory;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.TrialHost;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** How many events a second pass through all but the network, beside what Jackson alone makes of the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 15, time = 2)
@Measurement(iterations = 10, time = 2)
// The product's collector. There is room for many rounds, since each leaves thousands of clients and events behind at
// once.
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms2g", "-Xmx2g", "-Xmn1g"})
public class EventPathBenchmark {

    private static final int EVENTS = 5_000;

    private final ObjectMapper jackson = new ObjectMapper();
    private List<byte[]> events;

    /** Writes the events. */
    @Setup
    public void write() {
        events = new BenchFleet(EVENTS).events().toList();
    }

    /** What all else is compared with. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void jacksonAlone(Blackhole out) throws IOException {
        for (byte[] event : events) {
            out.consume(jackson.readValue(event, Object.class));
        }
    }

    /** Only the first step. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decode(Fresh fresh, Blackhole out) throws MalformedEvent {
        for (byte[] event : events) {
            out.consume(fresh.decoder.decode(event));
        }
    }

    /** Decoded, routed, filtered, looked up in memory and decided: all machines run. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decodeRouteDecide(Fresh fresh, Blackhole out) throws MalformedEvent {
        handle(fresh, out);
    }

    /** Half of the machines are terminated, and their clients deregistered on top of that. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void decodeRouteDecideDeregister(HalfGone fresh, Blackhole out) throws MalformedEvent {
        handle(fresh, out);
    }

    private void handle(Fresh fresh, Blackhole out) throws MalformedEvent {
        List<CompletableFuture<List<Outcome>>> outcomes = new ArrayList<>(EVENTS);
        for (byte[] event : events) {
            outcomes.add(fresh.trial
                    .host()
                    .handle(fresh.decoder.decode(event), Optional.empty())
                    .toCompletableFuture());
        }
        for (CompletableFuture<List<Outcome>> outcome : outcomes) {
            String code = outcome.join().get(0).result().code();
            if (!code.startsWith("instance_state_")) {
                throw new IllegalStateException(code);
            }
            out.consume(code);
        }
    }

    /** A host that knows no client yet, and for which all machines run. */
    @State(Scope.Benchmark)
    public static class Fresh {

        private final Predicate<String> terminated;
        private Plugins plugins;
        private TrialHost trial;
        private EventDecoder decoder;

        /** All run. */
        public Fresh() {
            this(id -> false);
        }

        Fresh(Predicate<String> terminated) {
            this.terminated = terminated;
        }

        /** Starts it. */
        @Setup(Level.Invocation)
        public void start() throws InvalidConfiguration {
            plugins = Plugins.load(
                    new PluginSources(Path.of("none"), List.of(), List.of(new Ec2InMemoryFactory(terminated))));
            trial = TrialHost.start(plugins, BenchFleet.configuration("http://127.0.0.1:9"));
            decoder = trial.decoder();
        }

        /** Ends it. */
        @TearDown(Level.Invocation)
        public void end() {
            trial.close();
            plugins.close();
        }
    }

    /** One for which half of the machines are terminated. */
    public static class HalfGone extends Fresh {

        /** As {@link BenchFleet} says. */
        public HalfGone() {
            super(IntStream.range(0, EVENTS)
                    .filter(BenchFleet::isTerminated)
                    .mapToObj(BenchFleet::id)
                    .collect(Collectors.toSet())::contains);
        }
    }
}
