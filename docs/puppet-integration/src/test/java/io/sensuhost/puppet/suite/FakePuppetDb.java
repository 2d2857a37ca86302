package io.sensuhost.puppet.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The nodes of a PuppetDB on a loopback port, and what stands in PuppetDB's place when something is wrong. */
public final class FakePuppetDb implements AutoCloseable {

    private static final String NODES = "/pdb/query/v4/nodes";

    private final HttpServer server;
    private final String scheme;
    private final Map<String, String> nodes = new ConcurrentSkipListMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Answer> instead = Optional.empty();
    private volatile boolean silent;
    private volatile boolean heedless;

    private record Answer(int status, String body) {}

    private FakePuppetDb(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.start();
    }

    /** A PuppetDB without nodes. */
    public static FakePuppetDb start() {
        try {
            return new FakePuppetDb(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that speaks TLS, and only with those whose key it trusts. */
    public static FakePuppetDb start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        return new FakePuppetDb(server, "https");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it is, without a path. */
    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds an active node. */
    public FakePuppetDb with(String node) {
        return with(node, "null", "null");
    }

    /** Adds a node with the times, as JSON, at which it was deactivated and at which it expired. */
    public FakePuppetDb with(String node, String deactivated, String expired) {
        nodes.put(
                node,
                "{\"certname\":\"%s\",\"deactivated\":%s,\"expired\":%s,\"report_timestamp\":null}"
                        .formatted(node, deactivated, expired));
        return this;
    }

    /** From now on, everything is answered like this. */
    public void answersOnly(int status, String body) {
        instead = Optional.of(new Answer(status, body));
    }

    /** From now on, nothing is answered. */
    public void fallsSilent() {
        silent = true;
    }

    /** From now on, queries are not looked at: any node is listed. */
    public void listsWhatItLikes() {
        heedless = true;
    }

    /** Paths and queries in the order in which they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        if (silent) {
            return;
        }
        Answer answer = instead.orElseGet(() -> usual(exchange.getRequestURI().getPath(), query(exchange)));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", url() + NODES + "/web-1");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String query(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    }

    private Answer usual(String path, String query) {
        if (path.equals(NODES)) {
            return new Answer(
                    200,
                    nodes.entrySet().stream()
                            .filter(node -> heedless
                                    || !query.contains("query=")
                                    || query.contains("[\"=\",\"certname\",\"" + node.getKey() + "\"]"))
                            .map(Map.Entry::getValue)
                            .filter(node -> node.contains("\"deactivated\":null,\"expired\":null"))
                            .limit(1)
                            .toList()
                            .toString());
        }
        if (!path.startsWith(NODES + "/")) {
            return new Answer(404, "<html><body>Not Found</body></html>");
        }
        String node = path.substring(NODES.length() + 1);
        return nodes.containsKey(node)
                ? new Answer(200, nodes.get(node))
                : new Answer(404, "{\"error\":\"No information is known about node " + node + "\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
