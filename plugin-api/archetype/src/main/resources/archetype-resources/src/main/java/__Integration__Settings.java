package ${package};

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Client;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What is configured, and what a client may say of itself. */
record ${Integration}Settings(URI endpoint, Optional<String> token, Duration timeout) {

    static final Schema HOST = Schema.of(
            Attribute.url("endpoint").asRequired().describedAs("The URL below which the inventory has its nodes."),
            Attribute.text("token", "[!-~]+", "visible ASCII characters")
                    .asSecret()
                    .describedAs("What the inventory wants as bearer token."),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofMinutes(5))
                    .byDefault(10)
                    .describedAs("How many seconds one event may take."));

    static final Schema CLIENT = Schema.of(Attribute.text("node")
            .fromEntity("${integration}/node")
            .describedAs("The client's name in the inventory, where it is not that of the client."));

    static ${Integration}Settings of(Settings settings) {
        return new ${Integration}Settings(
                settings.url("endpoint"), settings.findText("token"), settings.duration("timeout"));
    }

    /** What a client says is not to be trusted: what has the wrong form fails the event. */
    static String nodeOf(Client client) {
        return client.settings(${Integration}Factory.NAME, CLIENT).findText("node").orElse(client.name());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "settings for " + endpoint;
    }
}
