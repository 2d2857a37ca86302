package io.sensuhost.host.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables that Sensu's server takes settings from. */
final class Environment {

    private static final int HIGHEST_PORT = 65535;

    private final Map<String, String> variables;
    private final Report report;

    Environment(Map<String, String> variables, Report report) {
        this.variables = variables;
        this.report = report;
    }

    Node.Members settings() {
        Map<String, Node> settings = new LinkedHashMap<>();
        text("SENSU_TRANSPORT_NAME").ifPresent(name -> settings.put("transport", object("name", name)));
        text("RABBITMQ_URL").ifPresent(url -> settings.put("rabbitmq", url));
        text("REDIS_URL").ifPresent(url -> settings.put("redis", url));
        port("SENSU_API_PORT").ifPresent(port -> settings.put("api", object("port", port)));
        return new Node.Members(settings, Location.of("environment"));
    }

    private Optional<Node> text(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(text -> new Node.Scalar(text, location(variable)));
    }

    private Optional<Node> port(String variable) {
        Optional<String> text = Optional.ofNullable(variables.get(variable));
        Optional<Integer> port = text.filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number <= HIGHEST_PORT);
        if (text.isPresent() && port.isEmpty()) {
            report.error(location(variable), "a port is expected, a number up to " + HIGHEST_PORT);
        }
        return port.map(number -> new Node.Scalar(number, location(variable)));
    }

    private static Node object(String name, Node value) {
        return new Node.Members(Map.of(name, value), value.location());
    }

    private static Location location(String variable) {
        return Location.of("environment variable " + variable);
    }
}
