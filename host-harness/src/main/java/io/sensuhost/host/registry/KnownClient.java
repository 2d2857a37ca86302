package io.sensuhost.host.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A client, which can be packed into a fifth of the memory: its attributes are then in memory as text. Thread-safe. */
final class KnownClient {

    private final ClientName name;
    private final Optional<Instant> timestamp;
    private final long length;
    private volatile Supplier<Client> form;

    KnownClient(Client client) {
        name = ClientName.of(client);
        timestamp = client.timestamp();
        length = name.toString().length() + TextLength.of(client.attributes());
        form = () -> client;
    }

    void pack() {
        try {
            byte[] attributes = Text.MAPPER.writeValueAsBytes(unpacked().attributes());
            form = () -> read(attributes);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClientName name() {
        return name;
    }

    /** How many bytes its text has, about. */
    long length() {
        return length;
    }

    Instant heard() {
        return timestamp.orElse(Instant.MIN);
    }

    Client unpacked() {
        return form.get();
    }

    private Client read(byte[] attributes) {
        try {
            Map<String, Object> known = Text.MAPPER.readValue(attributes, new TypeReference<>() {});
            return new Client(name.name(), name.namespace(), timestamp, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of no use to whoever knows few clients, as the first event does. */
    private static final class Text {

        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // A string may hold half a character, which has no form in UTF-8.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }
}
