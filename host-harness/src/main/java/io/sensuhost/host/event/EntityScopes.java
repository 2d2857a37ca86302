package io.sensuhost.host.event;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the labels and annotations of a Sensu Go entity say in the words of a client's own scopes for integrations, as
 * those declare it.
 */
public final class EntityScopes {

    private final Map<String, Schema> scopes;
    private final Set<String> secrets;

    /**
     * The scopes of integrations.
     *
     * @param scopes what clients may say of themselves, by the integrations' names
     */
    public EntityScopes(Map<String, Schema> scopes) {
        this.scopes = Map.copyOf(scopes);
        secrets = scopes.values().stream()
                .flatMap(schema -> schema.attributes().stream())
                .filter(Attribute::secret)
                .flatMap(attribute -> attribute.entityNames().stream())
                .collect(Collectors.toSet());
    }

    /** Adds scopes to a client that has labels and annotations. A secret moves there, where it is known as one. */
    void adopt(Map<String, Object> client) {
        Map<?, ?> labels = client.get("labels") instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> annotations = client.get("annotations") instanceof Map<?, ?> map ? map : Map.of();
        scopes.forEach((name, schema) -> {
            Map<String, Object> scope = new LinkedHashMap<>();
            for (Attribute attribute : schema.attributes()) {
                said(attribute, annotations, labels).ifPresent(value -> scope.put(attribute.name(), value));
            }
            if (!scope.isEmpty()) {
                client.put(name, scope);
            }
        });
        client.computeIfPresent("labels", (name, map) -> withoutSecrets(labels));
        client.computeIfPresent("annotations", (name, map) -> withoutSecrets(annotations));
    }

    private static Optional<Object> said(Attribute attribute, Map<?, ?> annotations, Map<?, ?> labels) {
        return attribute.entityNames().stream()
                .flatMap(name -> Stream.of(annotations, labels).flatMap(map -> Stream.ofNullable(map.get(name))))
                .map(String::valueOf)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(attribute::parse);
    }

    private Map<Object, Object> withoutSecrets(Map<?, ?> texts) {
        Map<Object, Object> shown = new LinkedHashMap<>(texts);
        shown.replaceAll((name, value) -> secrets.contains(String.valueOf(name)) ? "REDACTED" : value);
        return shown;
    }
}
