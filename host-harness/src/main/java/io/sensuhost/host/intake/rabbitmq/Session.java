package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages over one link until it breaks: hands each over, waits for its results, puts back what is left of it, and
 * acknowledges it, in this order. What is not acknowledged when the link ends is delivered again, to whomever.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Names us on our own channel. */
    private static final String CONSUMER = "sensu-host";

    private final Link link;
    private final Incoming incoming;
    private final Remainder remainder;
    private final Metrics metrics;
    private final Unsettled unsettled = new Unsettled();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    /** Whoever ends handling an event must not have to wait for the broker. */
    private final ExecutorService settling = Executors.newSingleThreadExecutor(Session::thread);

    private volatile boolean stopping;

    private Session(Link link, Incoming incoming, Remainder remainder, Metrics metrics) {
        this.link = link;
        this.incoming = incoming;
        this.remainder = remainder;
        this.metrics = metrics;
    }

    /** Begins to take messages; the session closes the link. */
    static Session begin(Link link, String queue, Incoming incoming, Remainder remainder, Metrics metrics)
            throws IOException {
        Session session = new Session(link, incoming, remainder, metrics);
        link.whenBroken(session::over);
        try {
            link.channel().basicConsume(queue, false, CONSUMER, session.new Consumer());
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rabbitmq-settling");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until nothing comes any more, and says why. */
    String awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void over(String why) {
        end.complete(why);
        unsettled.giveUp();
    }

    int unsettled() {
        return unsettled.count();
    }

    /** From now on messages are left to others; those that are here already, once the link is closed. */
    void stop() {
        stopping = true;
        try {
            link.channel().basicCancel(CONSUMER);
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("Nothing comes any more already: {}", e.getMessage());
        }
    }

    /** Waits until what was taken is settled, as long as that is possible at all. */
    void drain(Duration patience) throws InterruptedException {
        unsettled.awaitNone(patience);
    }

    @Override
    public void close() {
        stopping = true;
        over("the host is stopping");
        settling.shutdown();
        link.close();
    }

    private void ended(Message message, List<Outcome> outcomes) {
        List<Copy> left = remainder.of(message, outcomes);
        if (left.isEmpty()) {
            acknowledge(message);
        } else {
            publish(message, left).whenComplete((done, e) -> confirmed(message, e));
        }
    }

    private CompletionStage<Void> publish(Message message, List<Copy> copies) {
        List<CompletableFuture<Void>> confirmed = new ArrayList<>();
        try {
            for (Copy copy : copies) {
                confirmed.add(link.publisher().publish(copy, message.body()));
            }
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new));
    }

    private void confirmed(Message message, Throwable failure) {
        if (failure == null) {
            settle(() -> acknowledge(message));
        } else {
            over("what failed cannot be put back: " + failure.getMessage());
        }
    }

    private void acknowledge(Message message) {
        try {
            link.channel().basicAck(message.tag(), false);
        } catch (IOException | AlreadyClosedException e) {
            LOG.debug("A message will be delivered again: {}", e.getMessage());
        }
        unsettled.remove();
    }

    private void settle(Runnable task) {
        if (!end.isDone()) {
            settling.execute(task);
        }
    }

    private final class Consumer extends DefaultConsumer {

        Consumer() {
            super(link.channel());
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            if (stopping) {
                return;
            }
            metrics.count("rabbitmq_deliveries", 1, "redelivered", String.valueOf(envelope.isRedeliver()));
            Message message = new Message(envelope.getDeliveryTag(), properties, body);
            unsettled.add();
            try {
                incoming.take(message)
                        .ifPresentOrElse(
                                outcomes -> outcomes.whenComplete((known, e) ->
                                        settle(() -> ended(message, e == null ? known : List.of(Outcome.lost())))),
                                unsettled::remove);
            } catch (InterruptedException e) {
                unsettled.remove();
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handleCancel(String tag) {
            over("the queue was deleted");
        }
    }
}
