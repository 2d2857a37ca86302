package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Publishes to queues, and says when the broker has taken over. One thread at a time may publish. */
final class Publisher {

    private final Channel channel;
    private final NavigableMap<Long, CompletableFuture<Void>> unconfirmed = new ConcurrentSkipListMap<>();

    Publisher(Connection connection) throws IOException {
        channel = connection.createChannel();
        channel.confirmSelect();
        // The broker confirms even what it could not put anywhere, but it sends that back before.
        channel.addReturnListener(returned -> fail(unconfirmed, "there is no queue " + returned.getRoutingKey()));
        channel.addConfirmListener(
                (number, multiple) -> taken(upTo(number, multiple)).forEach(one -> one.complete(null)),
                (number, multiple) -> fail(upTo(number, multiple), "the broker could not store it"));
    }

    /** Publishes what is left of a message; the stage completes once the broker answers for it. */
    CompletableFuture<Void> publish(Copy copy, byte[] body) throws IOException {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        BasicProperties properties = copy.within(largestFrame()).properties();
        long number = channel.getNextPublishSeqNo();
        unconfirmed.put(number, confirmed);
        channel.basicPublish("", copy.queue(), true, properties, body);
        return confirmed;
    }

    /** A broker that says 0 has no bound. */
    private int largestFrame() {
        int most = channel.getConnection().getFrameMax();
        return most == 0 ? Integer.MAX_VALUE : most;
    }

    Channel channel() {
        return channel;
    }

    private NavigableMap<Long, CompletableFuture<Void>> upTo(long number, boolean multiple) {
        return multiple ? unconfirmed.headMap(number, true) : unconfirmed.subMap(number, true, number, true);
    }

    private static void fail(NavigableMap<Long, CompletableFuture<Void>> some, String why) {
        taken(some).forEach(one -> one.completeExceptionally(new IOException(why)));
    }

    private static List<CompletableFuture<Void>> taken(NavigableMap<Long, CompletableFuture<Void>> some) {
        List<CompletableFuture<Void>> all = List.copyOf(some.values());
        some.clear();
        return all;
    }
}
