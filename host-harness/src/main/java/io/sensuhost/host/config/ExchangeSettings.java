package io.sensuhost.host.config;

/**
 * An exchange as Sensu's transport declares it.
 *
 * @param type {@code direct} by default
 * @param durable whether it outlives the broker; false by default, as with Sensu
 * @param autoDelete whether it goes with the last queue that is bound to it; false by default, as with Sensu
 */
public record ExchangeSettings(String name, String type, boolean durable, boolean autoDelete) {

    static ExchangeSettings read(Attributes exchange) {
        exchange.demand("name", Shape.TEXT);
        ExchangeSettings settings = new ExchangeSettings(
                exchange.get("name", Shape.TEXT).orElse(""),
                exchange.get("type", Shape.TEXT, "direct"),
                exchange.get("durable", Shape.FLAG, false),
                exchange.get("auto_delete", Shape.FLAG, false));
        exchange.warnOfOthers();
        return settings;
    }

    /** Reads the pipe of a handler of type {@code transport}, with the options that Sensu declares it with. */
    static ExchangeSettings ofPipe(Attributes pipe) {
        Attributes options = pipe.object("options");
        return new ExchangeSettings(
                pipe.get("name", Shape.TEXT).orElse(""),
                pipe.get("type", Shape.TEXT).orElse("direct"),
                options.get("durable", Shape.FLAG).orElse(false),
                options.get("auto_delete", Shape.FLAG).orElse(false));
    }
}
