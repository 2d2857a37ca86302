package io.sensuhost.host.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What Sensu's API says, but on a loopback port and much the same: every client is there, and can be deleted. */
final class RehearsalSensu implements AutoCloseable {

    /** Not the loopback address, which may be another one: it is in the settings. */
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private static final String CLIENT = """
            {"name": "%s", "timestamp": 1700000000, "subscriptions": [], "rehearsal": {"word": "rehearsed"}}""";

    private final HttpServer server;

    private RehearsalSensu(HttpServer server) {
        this.server = server;
    }

    static RehearsalSensu open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), 0), 0);
        server.createContext("/", RehearsalSensu::answer);
        server.start();
        return new RehearsalSensu(server);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        boolean deletes = exchange.getRequestMethod().equals("DELETE");
        String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
        String client = CLIENT.formatted(name);
        byte[] answer = (deletes ? "{}" : name.equals("clients") ? "[" + client + "]" : client)
                .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(deletes ? 202 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** What the scope {@code api} has to say for it to be asked. */
    Map<String, Object> settings() {
        return Map.of("host", "127.0.0.1", "port", server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
