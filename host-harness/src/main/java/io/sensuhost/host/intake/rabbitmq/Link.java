package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownNotifier;
import io.sensuhost.host.config.RabbitSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What connects us to one broker. Events come over one connection and go back over another, since a broker that is short of
 * memory or disk stops reading from those who publish, and would take no acknowledgements there either.
 *
 * @param consuming where events come from
 * @param publishing where they go back
 * @param channel of the former
 * @param publisher of the latter
 */
record Link(Connection consuming, Connection publishing, Channel channel, Publisher publisher)
        implements AutoCloseable {

    private static final int TO_CLOSE_MILLIS = 5_000;

    /** Connects, and provides for the queues. */
    static Link open(ConnectionFactory factory, RabbitSettings settings) throws IOException, TimeoutException {
        String name = "sensu-host, process " + ProcessHandle.current().pid();
        Connection consuming = factory.newConnection(name);
        try {
            Topology.provide(consuming, settings);
            Connection publishing = factory.newConnection(name + ", what comes again");
            try {
                Publisher publisher = new Publisher(publishing);
                Channel channel = consuming.createChannel();
                channel.basicQos(settings.prefetch());
                return new Link(consuming, publishing, channel, publisher);
            } catch (IOException | RuntimeException e) {
                publishing.abort(TO_CLOSE_MILLIS);
                throw e;
            }
        } catch (IOException | TimeoutException | RuntimeException e) {
            consuming.abort(TO_CLOSE_MILLIS);
            throw e;
        }
    }

    /** Tells once or more often, on any thread, that nothing comes or goes any more. */
    void whenBroken(Consumer<String> listener) {
        for (ShutdownNotifier part : List.of(consuming, publishing, channel, publisher.channel())) {
            part.addShutdownListener(cause -> listener.accept(Trouble.words(cause)));
        }
    }

    @Override
    public void close() {
        consuming.abort(TO_CLOSE_MILLIS);
        publishing.abort(TO_CLOSE_MILLIS);
    }
}
