package io.sensuhost.host.daemon;

import io.sensuhost.api.Client;
import io.sensuhost.api.testkit.EventBuilder;
import java.time.Instant;
import java.util.Map;

/** Events as a Sensu server sends them. */
final class Sent {

    private Sent() {}

    /** A keepalive event of a client that names its instance. */
    static String event(String client, String instance) {
        return event(client, instance, "");
    }

    /** The same with so much text in it that nobody needs. */
    static String event(String client, String instance, String padding) {
        return """
                {"id": "%1$s-event", "client": {"name": "%1$s", "padding": "%3$s", "ec2": {"instance_id": "%2$s"}},
                 "check": {"name": "keepalive", "status": 2, "handlers": ["ec2"]}}
                """.formatted(client, instance, padding);
    }

    /** On one line. */
    static String line(String client, String instance) {
        return event(client, instance).replace("\n", "") + "\n";
    }

    /** The client as the registry knows it, not heard of for a long time. */
    static Client client(String name, String instance) {
        return EventBuilder.keepaliveOf(name)
                .with("ec2", Map.of("instance_id", instance))
                .at(Instant.parse("2020-01-01T00:00:00Z"))
                .client();
    }

    /** The id of an instance, for each number another. */
    static String instance(int number) {
        return "i-%017x".formatted(number);
    }
}
