package ${package};

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** An inventory on a loopback port. */
final class FakeInventory implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> nodes;

    FakeInventory(String... nodes) {
        this.nodes = Set.of(nodes);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/nodes/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String node = exchange.getRequestURI().getPath().substring("/nodes/".length());
        if (nodes.contains(node)) {
            answer(exchange, 200, "{\"node\": \"" + node + "\"}");
        } else {
            answer(exchange, 404, "{\"error\": \"no such node\", \"node\": \"" + node + "\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    Map<String, ?> settings() {
        return settings("/nodes");
    }

    Map<String, ?> settings(String path) {
        return Map.of("endpoint", "http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
