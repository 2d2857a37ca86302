package io.sensuhost.host.daemon;

import io.sensuhost.host.Generations;
import io.sensuhost.host.HostLauncher;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.InvalidConfiguration;
import io.sensuhost.host.Memory;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Dispatcher;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.OutcomeListener;
import io.sensuhost.host.intake.TcpIntake;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Endpoint;
import io.sensuhost.host.intake.http.EventsEndpoint;
import io.sensuhost.host.intake.http.Routes;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.status.Instruments;
import io.sensuhost.host.status.PrometheusMeters;
import io.sensuhost.host.time.SystemClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host that takes events until it is stopped. */
public final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private static final int MOST_WAITING = 10_000;

    /** An event takes up some ten times as much memory as its text. */
    private static final long MOST_BYTES =
            Math.max(32L << 20, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16));

    private static final int MOST_IN_FLIGHT = 5_000;

    private static final Duration TO_REHEARSE = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);
    private static final Duration TO_SETTLE = Duration.ofSeconds(3);

    private final SystemClock clock = new SystemClock();
    private final PrometheusMeters meters = new PrometheusMeters();
    private final Instruments metrics = meters.of("sensu_host");
    private final EventQueue queue = new EventQueue(MOST_WAITING, MOST_BYTES);
    private final Outcomes outcomes = new Outcomes(metrics);
    private final Generations generations;
    private final Reloads reloads;
    private final Dispatcher dispatcher;
    private final Rabbit rabbit;
    private final EventsEndpoint events;
    private final Listeners listeners;

    private Daemon(
            String version,
            PluginSources plugins,
            Supplier<ConfigurationSources> sources,
            HostOptions options,
            OutcomeListener listener)
            throws InvalidConfiguration {
        HostLauncher launcher = new HostLauncher(clock, Memory.lasting(clock), meters, metrics);
        generations = Generations.launch(launcher, clock, plugins, sources, options);
        reloads = new Reloads(generations, metrics);
        EventDecoder decoder =
                new EventDecoder(clock, () -> generations.current().scopes().entityScopes());
        dispatcher = new Dispatcher(
                queue,
                generations,
                (source, outcome) -> {
                    outcomes.became(source, outcome);
                    listener.became(source, outcome);
                },
                MOST_IN_FLIGHT);
        rabbit = Rabbit.start(generations, decoder, queue, clock, metrics);
        events = new EventsEndpoint(decoder, queue);
        try {
            listeners = Listeners.open(generations, queue, clock, decoder, tcp -> routes(version, tcp), metrics);
        } catch (CannotListenException e) {
            rabbit.stop();
            generations.close();
            clock.close();
            throw e;
        }
        gauges();
    }

    /**
     * Starts a daemon, and before it returns, sends made-up events through another one and lets the integrations get
     * ready, for ten seconds at most, so that the first real event has not to wait for that; neither this nor a reload
     * does so where the system property {@code sensu-host.rehearsal} is {@code false}.
     *
     * @param version the program's version
     * @param plugins where the plugins are
     * @param sources where the configuration comes from, asked with each reload
     * @param options how to run
     * @param listener is told what became of each event
     * @param rehearsing is told what became of those that are made up; what it does is best what the other one does
     * @return the daemon; it takes events already, and handles them once it {@link #begin begins}
     * @throws InvalidConfiguration if there is an error in the configuration
     * @throws CannotListenException where it cannot listen at an address that the configuration names
     */
    public static Daemon start(
            String version,
            PluginSources plugins,
            Supplier<ConfigurationSources> sources,
            HostOptions options,
            OutcomeListener listener,
            OutcomeListener rehearsing)
            throws InvalidConfiguration {
        Daemon daemon = unrehearsed(version, plugins, sources, options, listener);
        if (Rehearsal.isWanted()) {
            daemon.rehearse(rehearsing);
        }
        LOG.info("Started: sensu-host {} on Java {}; {}", version, Runtime.version(), daemon.generations.summary());
        return daemon;
    }

    private void rehearse(OutcomeListener listener) {
        long deadline = System.nanoTime() + TO_REHEARSE.toNanos();
        CompletableFuture<Void> rehearsal = Rehearsal.begin(listener);
        generations.warmUp();
        Rehearsal.await(rehearsal, left(deadline));
        // Else it might be the first event that waits until what the rehearsal has left is cleared away.
        System.gc();
    }

    static Daemon unrehearsed(
            String version,
            PluginSources plugins,
            Supplier<ConfigurationSources> sources,
            HostOptions options,
            OutcomeListener listener)
            throws InvalidConfiguration {
        return new Daemon(version, plugins, sources, options, listener);
    }

    private Routes routes(String version, TcpIntake tcp) {
        Inflow inflow = new Inflow(queue, dispatcher, tcp, rabbit);
        return new Routes()
                .add("POST", "/events", events)
                .add("POST", "/guard/release", Endpoint.atOnce(new GuardRelease(generations, queue)::answer))
                .add("GET", "/clients", new Clients(generations))
                .add("GET", "/health", new Health(generations, new RegistryProbe(clock), inflow))
                .add("GET", "/info", Endpoint.atOnce(new Info(version, generations)::answer))
                .add("GET", "/metrics", Endpoint.atOnce(request -> metrics()))
                .add("GET", "/results", Endpoint.atOnce(outcomes::latest));
    }

    private Answer metrics() {
        return new Answer(200, Map.of("Content-Type", meters.contentType()), meters.text());
    }

    private void gauges() {
        metrics.gauge("queue_events", queue::size);
        metrics.gauge("queue_bytes", queue::bytes);
        metrics.gauge("events_in_flight", dispatcher::inFlight);
        metrics.gauge("tcp_connections", listeners.tcp()::connections);
        metrics.gauge("configuration_generation", () -> generations.current().number());
    }

    /** Begins to handle events. */
    public void begin() {
        dispatcher.start();
    }

    /**
     * Where it listens for events over TCP.
     *
     * @return the address with the real port
     */
    public InetSocketAddress tcp() {
        return listeners.tcp().address();
    }

    /**
     * Where it listens for HTTP.
     *
     * @return the address with the real port
     */
    public InetSocketAddress http() {
        return listeners.http().address();
    }

    /** Soon takes up configuration and plugins as they are then; what is wrong is logged, and then all stays as it is. */
    public void requestReload() {
        reloads.request();
    }

    /**
     * How many events wait or are being handled.
     *
     * @return the number
     */
    public int unfinished() {
        return queue.size() + dispatcher.inFlight();
    }

    /**
     * How many results there have been.
     *
     * @return the number
     */
    public long results() {
        return outcomes.count();
    }

    /**
     * Takes no more events, handles those that it has taken, and ends.
     *
     * @param patience how long that may take
     * @return whether all were handled
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        events.close();
        rabbit.stop();
        // What is handed over late can still be handled in the other half.
        listeners.tcp().stop(patience.dividedBy(2));
        boolean handled = dispatcher.drain(left(deadline));
        rabbit.drain(TO_SETTLE);
        if (!handled) {
            LOG.warn("{} events are given up; Sensu raises them again", unfinished());
        }
        listeners.http().stop(TO_ANSWER);
        reloads.close();
        generations.close();
        clock.close();
        return handled;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
