package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Events as Sensu sends them, and ways to read them. */
final class Samples {

    static final ManualClock CLOCK = new ManualClock();
    static final EventDecoder DECODER = new EventDecoder(CLOCK);

    private Samples() {}

    static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    static Event event(String name) throws MalformedEvent {
        return DECODER.decode(bytes(name));
    }

    static Event decode(String json) throws MalformedEvent {
        return DECODER.decode(json.getBytes(UTF_8));
    }

    /** The smallest event there is, of a client with this name. */
    static String tiny(String client) {
        return "{\"client\":{\"name\":\"" + client + "\"},\"check\":{\"name\":\"keepalive\",\"status\":2}}";
    }

    static List<Decoded> read(String stream) {
        EventReader reader = new EventReader(DECODER, new ByteArrayInputStream(stream.getBytes(UTF_8)));
        List<Decoded> all = new ArrayList<>();
        reader.forEachRemaining(all::add);
        return all;
    }

    /** What was read, in short: {@code 3 pear-1} is an event on line 3, {@code 4 BAD_JSON} a failure on line 4. */
    static List<String> readInShort(String stream) {
        return read(stream).stream().map(Samples::inShort).toList();
    }

    private static String inShort(Decoded decoded) {
        return decoded instanceof Decoded.Good good
                ? good.line() + " " + good.event().client()
                : decoded.line() + " " + ((Decoded.Bad) decoded).why().kind();
    }
}
