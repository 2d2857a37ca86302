package io.sensuhost.host.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A client in a fifth of the memory: its attributes are as they were sent, as text. */
final class PackedClient {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A string may hold half a character, which has no form in UTF-8.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final ClientName name;
    private final Optional<Instant> timestamp;
    private final byte[] attributes;

    /** While its event is being handled, the client itself is in memory. */
    private final Reference<Client> original;

    private PackedClient(Client client, byte[] attributes) {
        this.name = ClientName.of(client);
        this.timestamp = client.timestamp();
        this.attributes = attributes;
        this.original = new WeakReference<>(client);
    }

    static PackedClient of(Client client) {
        try {
            return new PackedClient(client, MAPPER.writeValueAsBytes(client.attributes()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClientName name() {
        return name;
    }

    Instant heard() {
        return timestamp.orElse(Instant.MIN);
    }

    Client unpacked() {
        return Optional.ofNullable(original.get()).orElseGet(this::fromText);
    }

    Client fromText() {
        try {
            Map<String, Object> known = MAPPER.readValue(attributes, new TypeReference<>() {});
            return new Client(name.name(), name.namespace(), timestamp, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
