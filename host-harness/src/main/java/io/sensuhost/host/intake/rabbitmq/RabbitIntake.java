package io.sensuhost.host.intake.rabbitmq;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.EventQueue;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from a queue of RabbitMQ. It connects to the first broker that will have it, and again whenever the
 * connection breaks, for as long as it lives: a broker that is not there is no reason to end.
 */
public final class RabbitIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitIntake.class);

    private final RabbitSettings settings;
    private final Links links;
    private final Incoming incoming;
    private final Remainder remainder;
    private final Metrics metrics;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Pauses pauses = new Pauses();
    private final Thread thread = new Thread(this::run, "rabbitmq");
    private volatile Optional<Session> session = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("not connected yet");

    private RabbitIntake(RabbitSettings settings, Links links, Incoming incoming, HostClock clock, Metrics metrics) {
        this.settings = settings;
        this.links = links;
        this.incoming = incoming;
        this.remainder = new Remainder(QueueNames.of(settings), settings.tries(), clock::now, metrics);
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    /**
     * Begins to connect.
     *
     * @param settings where to, and how failures are treated
     * @param decoder reads the events
     * @param chosen gives the handler that the Sensu server has chosen, if any
     * @param queue where the events go
     * @param clock tells when events were given up
     * @param metrics where deliveries are counted
     * @return the intake, for the caller to close
     */
    public static RabbitIntake start(
            RabbitSettings settings,
            EventDecoder decoder,
            Supplier<Optional<String>> chosen,
            EventQueue queue,
            HostClock clock,
            Metrics metrics) {
        Links links = broker -> Link.open(Brokers.factory(broker, settings.heartbeat()), settings);
        return start(settings, links, new Incoming(decoder, chosen, queue), clock, metrics);
    }

    static RabbitIntake start(
            RabbitSettings settings, Links links, Incoming incoming, HostClock clock, Metrics metrics) {
        RabbitIntake intake = new RabbitIntake(settings, links, incoming, clock, metrics);
        metrics.gauge("rabbitmq_connected", () -> intake.trouble().isEmpty() ? 1 : 0);
        metrics.gauge("rabbitmq_unsettled", intake::unsettled);
        intake.thread.start();
        return intake;
    }

    /**
     * Why no events come.
     *
     * @return the reason, empty while it is connected
     */
    public Optional<String> trouble() {
        return trouble;
    }

    /** How many messages were taken that are not settled with the broker. */
    int unsettled() {
        return session.map(Session::unsettled).orElse(0);
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                for (BrokerSettings broker : settings.brokers()) {
                    attend(broker);
                }
                stopped.await(pauses.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attend(BrokerSettings broker) throws InterruptedException {
        if (stopped.getCount() == 0) {
            return;
        }
        try (Session begun = begin(broker)) {
            session = Optional.of(begun);
            if (stopped.getCount() == 0) {
                return;
            }
            trouble = Optional.empty();
            pauses.reset();
            metrics.count("rabbitmq_connects", 1);
            LOG.info("Taking events from queue {} of {}", settings.queue(), broker.address());
            lost(broker.address() + ": " + begun.awaitEnd());
        } catch (IOException | TimeoutException | GeneralSecurityException | RuntimeException e) {
            lost(Trouble.with(broker, e));
        } finally {
            session = Optional.empty();
        }
    }

    private Session begin(BrokerSettings broker) throws IOException, TimeoutException, GeneralSecurityException {
        return Session.begin(links.open(broker), settings.queue(), incoming, remainder, metrics);
    }

    private void lost(String why) {
        if (stopped.getCount() > 0 && !trouble.equals(Optional.of(why))) {
            LOG.warn("No events come from RabbitMQ, trying again: {}", why);
        }
        trouble = Optional.of(why);
    }

    /** Takes no more messages; those taken are still settled. */
    public void stop() {
        stopped.countDown();
        session.ifPresent(Session::stop);
    }

    /**
     * Settles what was taken and handled, and ends. What is not settled is delivered again, to this host or another.
     *
     * @param patience how long that may take
     * @throws InterruptedException if the thread is interrupted
     */
    public void drain(Duration patience) throws InterruptedException {
        stop();
        Optional<Session> last = session;
        if (last.isPresent()) {
            last.get().drain(patience);
        }
        close();
    }

    @Override
    public void close() {
        stop();
        session.ifPresent(Session::close);
    }

    /** Connects to a broker. */
    @FunctionalInterface
    interface Links {
        Link open(BrokerSettings broker) throws IOException, TimeoutException, GeneralSecurityException;
    }
}
