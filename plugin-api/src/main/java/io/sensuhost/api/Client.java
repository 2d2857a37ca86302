package io.sensuhost.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A client as its agent described itself: Sensu Core's client, Sensu Go's entity.
 *
 * @param name its name, unique in its namespace; never empty
 * @param namespace its namespace in Sensu Go; Sensu Core has none
 * @param timestamp when its agent was last heard
 * @param attributes all that it says of itself, as JSON: maps, lists, strings, numbers, booleans, nulls; unmodifiable.
 *     Secrets in it may have been replaced by {@code REDACTED} before it was sent
 */
@Stable
public record Client(
        String name, Optional<String> namespace, Optional<Instant> timestamp, Map<String, Object> attributes) {

    public Client {
        attributes = JsonObject.of(attributes);
    }

    /**
     * The client's own attributes for an integration.
     *
     * @param integration the integration's name
     * @return what stands there, whatever its type
     */
    public Optional<Object> scope(String integration) {
        return Optional.ofNullable(attributes.get(integration));
    }

    /**
     * Reads the client's own attributes for an integration, with defaults where nothing is set. Unknown ones are passed
     * over, but one that resembles a known one is a mistake: with a misspelt attribute that has no effect, a client would
     * be looked for where it is not.
     *
     * @param integration the integration's name
     * @param declared the attributes that a client may carry
     * @return the attributes
     * @throws IntegrationException of kind {@link IntegrationException.Kind#SETTINGS} that says the mistakes
     */
    public Settings settings(String integration, Schema declared) {
        return declared.readStrictly("client." + integration, scope(integration).orElse(Map.of()));
    }

    /** The client's name alone: its attributes may hold secrets. */
    @Override
    public String toString() {
        return namespace.map(space -> space + "/" + name).orElse(name);
    }
}
