package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.sensuhost.api.Result;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.event.MalformedEvent;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.Taken;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message as the broker has delivered it. */
final class Message {

    static final String TRIES = "x-sensu-host-tries";
    static final String HANDLER = "x-sensu-host-handler";
    static final String CODE = "x-sensu-host-code";
    static final String REASON = "x-sensu-host-reason";
    static final String TIME = "x-sensu-host-time";

    /** All of ours. */
    static final List<String> HEADERS = List.of(TRIES, HANDLER, CODE, REASON, TIME);

    private static final int PERSISTENT = 2;
    private static final long MOST_TRIES = 1_000_000;

    /** Ours have to fit into one frame. */
    private static final int LONGEST_REASON = 2_000;

    private static final int LONGEST_NAME = 256;

    private final long tag;
    private final BasicProperties properties;
    private final byte[] body;

    /**
     * A message.
     *
     * @param tag what it is acknowledged by
     * @param properties what its sender has said about it
     * @param body the event; not copied
     */
    Message(long tag, BasicProperties properties, byte[] body) {
        this.tag = tag;
        this.properties = properties;
        this.body = body;
    }

    long tag() {
        return tag;
    }

    byte[] body() {
        return body;
    }

    /** How often it has been handled and has failed. */
    int tries() {
        return header(TRIES)
                .filter(Number.class::isInstance)
                .map(tries -> (int) Math.max(0, Math.min(MOST_TRIES, ((Number) tries).longValue())))
                .orElse(0);
    }

    /** The only handler that it is still for; none where it has not failed yet. */
    Optional<String> handler() {
        return header(HANDLER).map(String::valueOf).map(name -> cut(name, LONGEST_NAME));
    }

    private Optional<Object> header(String name) {
        return Optional.ofNullable(properties.getHeaders()).map(headers -> headers.get(name));
    }

    /** The event in it, or what is there instead. */
    Taken taken(EventDecoder decoder, Optional<String> chosen) {
        return new Taken(Source.RABBITMQ, decoded(decoder), handler().or(() -> chosen), Math.max(1, body.length));
    }

    private Decoded decoded(EventDecoder decoder) {
        try {
            return new Decoded.Good(decoder.decode(body), 1);
        } catch (MalformedEvent e) {
            return new Decoded.Bad(e, 1);
        }
    }

    /** The same for one of its handlers, to be tried again. */
    BasicProperties again(Outcome failed) {
        Map<String, Object> headers = headers();
        headers.put(TRIES, tries() + 1);
        failed.handler().ifPresent(handler -> headers.put(HANDLER, handler));
        return with(headers);
    }

    /** The same for one of its handlers, with the reason why it is given up. Whoever puts it back has it tried afresh. */
    BasicProperties dead(Outcome failed, Instant now) {
        Result result = failed.result();
        Map<String, Object> headers = headers();
        headers.remove(TRIES);
        failed.handler().ifPresent(handler -> headers.put(HANDLER, handler));
        headers.put(CODE, result.code());
        headers.put(REASON, cut(result.reason(), LONGEST_REASON));
        headers.put(TIME, now.toString());
        return with(headers);
    }

    private Map<String, Object> headers() {
        Map<String, Object> headers =
                new HashMap<>(Optional.ofNullable(properties.getHeaders()).orElse(Map.of()));
        headers.keySet().removeAll(List.of(CODE, REASON, TIME));
        // A sender's own may be of any length.
        handler().ifPresent(handler -> headers.put(HANDLER, handler));
        return headers;
    }

    private BasicProperties with(Map<String, Object> headers) {
        return properties
                .builder()
                .headers(headers)
                .deliveryMode(PERSISTENT)
                .expiration(null)
                .build();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " ...";
    }
}
