package io.sensuhost.host.event;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the labels and annotations of a Sensu Go entity say in the words of a client's own scope for an integration.
 * They are those that the users of Sensu Go's handlers have already.
 */
final class EntitySettings {

    private static final String SCOPE = "ec2";
    private static final String KEYSPACE = "sensu.io/plugins/sensu-ec2-handler/config/";

    /** Of two rows for one attribute the later wins. */
    private static final List<Row> ROWS = List.of(
            new Row("labels", "aws-instance-id", "instance_id", Form.TEXT),
            new Row("annotations", KEYSPACE + "aws-instance-id", "instance_id", Form.TEXT),
            new Row("annotations", KEYSPACE + "aws-region", "region", Form.TEXT),
            new Row("annotations", KEYSPACE + "aws-allowed-instance-states", "allowed_instance_states", Form.LIST),
            new Row("annotations", KEYSPACE + "aws-assume-role-arn", "role_arn", Form.TEXT),
            new Row("annotations", KEYSPACE + "aws-access-key-id", "access_key_id", Form.SECRET),
            new Row("annotations", KEYSPACE + "aws-secret-key", "secret_access_key", Form.SECRET),
            new Row("annotations", KEYSPACE + "timeout", "timeout", Form.NUMBER));

    private EntitySettings() {}

    /**
     * Adds the integrations' scopes to a client that has {@code labels} and {@code annotations}. A secret moves into
     * the scope, where it is known as one.
     */
    static void adopt(Map<String, Object> client) {
        Map<String, Object> scope = new LinkedHashMap<>();
        for (Row row : ROWS) {
            row.value(client)
                    .ifPresent(value -> scope.put(row.attribute(), row.form().read(value)));
        }
        if (!scope.isEmpty()) {
            client.put(SCOPE, scope);
        }
        client.computeIfPresent("annotations", (name, annotations) -> withoutSecrets((Map<?, ?>) annotations));
    }

    private static Map<String, Object> withoutSecrets(Map<?, ?> annotations) {
        Map<String, Object> shown = new LinkedHashMap<>();
        annotations.forEach((key, value) -> shown.put(String.valueOf(key), isSecret(key) ? "REDACTED" : value));
        return shown;
    }

    private static boolean isSecret(Object key) {
        return ROWS.stream()
                .anyMatch(row -> row.form() == Form.SECRET && row.key().equals(key));
    }

    private record Row(String source, String key, String attribute, Form form) {

        Optional<String> value(Map<String, Object> client) {
            return Optional.ofNullable(client.get(source))
                    .map(map -> ((Map<?, ?>) map).get(key))
                    .map(String::valueOf)
                    .filter(text -> !text.isBlank());
        }
    }

    private enum Form {
        TEXT,
        SECRET,
        LIST,
        NUMBER;

        Object read(String text) {
            if (this == LIST) {
                return Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
            }
            return this == NUMBER && text.matches("\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(text) : text;
        }
    }
}
