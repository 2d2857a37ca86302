package io.sensuhost.host.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An HTTP server on a loopback port that answers each path as it was told. */
final class HttpEmulator implements AutoCloseable {

    private static final HttpAnswer NOT_FOUND = new HttpAnswer("", 404, null);

    private final HttpServer server;
    private final Map<String, HttpAnswer> answers;

    private HttpEmulator(HttpServer server, Map<String, HttpAnswer> answers) {
        this.server = server;
        this.answers = answers;
    }

    static HttpEmulator start(List<HttpAnswer> answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpEmulator emulator = new HttpEmulator(
                server, answers.stream().collect(Collectors.toMap(HttpAnswer::path, Function.identity())));
        server.createContext("/", emulator::answer);
        server.start();
        return emulator;
    }

    private void answer(HttpExchange exchange) throws IOException {
        HttpAnswer answer = answers.getOrDefault(exchange.getRequestURI().toString(), NOT_FOUND);
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            out.write(body);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
