package io.sensuhost.puppet;

import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.JsonFormat;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came back. What is no answer of PuppetDB's to the question, whatever its status, is a failure: only the body tells
 * PuppetDB from a proxy, a login page or another service at that address.
 */
record Answer(int status, String body, JsonFormat json) {

    /** What it says of a node. */
    Sight of(String node) {
        if (status == 404 && object().filter(said -> saysUnknown(said, node)).isPresent()) {
            return new Sight.Unknown();
        }
        Map<?, ?> said = (status == 200 ? object() : Optional.<Map<?, ?>>empty())
                .filter(object -> node.equals(object.get("certname")))
                .orElseThrow(this::strange);
        return time(said, "deactivated")
                .<Sight>map(Sight.Deactivated::new)
                .or(() -> time(said, "expired").map(Sight.Expired::new))
                .orElseGet(Sight.Active::new);
    }

    /** The nodes that it lists. */
    Stream<String> certnames() {
        if (status == 200 && read() instanceof List<?> list) {
            return list.stream()
                    .filter(Map.class::isInstance)
                    .map(entry -> String.valueOf(((Map<?, ?>) entry).get("certname")));
        }
        throw strange();
    }

    /** As it says it, and as its documentation has it. */
    private static boolean saysUnknown(Map<?, ?> said, String node) {
        return Stream.of("node " + node, node)
                .map(subject -> "No information is known about " + subject)
                .anyMatch(error -> error.equals(said.get("error")));
    }

    private Optional<Instant> time(Map<?, ?> node, String name) {
        try {
            return Optional.ofNullable(node.get(name)).map(time -> Instant.parse(String.valueOf(time)));
        } catch (DateTimeParseException e) {
            throw strange();
        }
    }

    private Optional<Map<?, ?>> object() {
        return read() instanceof Map<?, ?> object ? Optional.of(object) : Optional.empty();
    }

    private Object read() {
        try {
            return json.read(body);
        } catch (IntegrationException e) {
            throw strange();
        }
    }

    private IntegrationException strange() {
        return status == 401 || status == 403
                ? new IntegrationException(
                        Kind.REFUSED,
                        "it refuses with status " + status + ": is the client's certificate among those it allows?")
                : new IntegrationException(
                        Kind.UNAVAILABLE, "what answers with status " + status + " is not PuppetDB: check endpoint");
    }
}
