package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is left of a message for another queue.
 *
 * @param queue the queue's name
 * @param properties the message's, and what is added to them
 */
record Copy(String queue, BasicProperties properties) {

    private static final int ANY_CHANNEL = 1;

    /**
     * The same as it can be sent: its headers have to fit into one frame. A sender's may leave no room for ours, or be such
     * as the client library can read and not write; those are left out then.
     */
    Copy within(int largestFrame) {
        return fits(largestFrame) ? this : new Copy(queue, withOurHeadersAlone());
    }

    /** Asked before anything is sent: a refusal of the library's own would upset its count of what is confirmed. */
    private boolean fits(int largestFrame) {
        try {
            return properties.toFrame(ANY_CHANNEL, 0).size() <= largestFrame;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private BasicProperties withOurHeadersAlone() {
        Map<String, Object> ours = new HashMap<>(properties.getHeaders());
        ours.keySet().retainAll(Message.HEADERS);
        return properties.builder().headers(ours).build();
    }
}
