package io.sensuhost.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Event;
import io.sensuhost.api.Schema;
import io.sensuhost.api.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as Sensu sends them, and ways to read them. */
final class Samples {

    static final ManualClock CLOCK = new ManualClock();
    static final EventDecoder DECODER = new EventDecoder(CLOCK, Samples::scopes);

    private static final String CONFIG = "sensu.io/plugins/sensu-ec2-handler/config/";

    private Samples() {}

    /** As an integration declares them. */
    private static EntityScopes scopes() {
        return new EntityScopes(Map.of(
                "ec2",
                Schema.of(
                        Attribute.text("instance_id").fromEntity(CONFIG + "aws-instance-id", "aws-instance-id"),
                        Attribute.text("region").fromEntity(CONFIG + "aws-region"),
                        Attribute.texts("allowed_instance_states").fromEntity(CONFIG + "aws-allowed-instance-states"),
                        Attribute.text("role_arn").fromEntity(CONFIG + "aws-assume-role-arn"),
                        Attribute.text("access_key_id").asSecret().fromEntity(CONFIG + "aws-access-key-id"),
                        Attribute.text("secret_access_key").asSecret().fromEntity(CONFIG + "aws-secret-key"),
                        Attribute.seconds("timeout", Duration.ZERO, Duration.ofDays(1))
                                .fromEntity(CONFIG + "timeout"))));
    }

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
