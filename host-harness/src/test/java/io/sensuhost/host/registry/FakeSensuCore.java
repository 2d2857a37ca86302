package io.sensuhost.host.registry;

import com.sun.net.httpserver.HttpExchange;
import io.sensuhost.api.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The API of Sensu Core 1.x with the clients it is given: {@code /clients} and {@code /events}. */
public final class FakeSensuCore extends FakeSensuApi {

    private final Map<String, Map<String, Object>> clients = new LinkedHashMap<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Set<String> justDeleted = ConcurrentHashMap.newKeySet();
    private boolean paginating = true;
    private Consumer<String> witness = client -> {};

    public FakeSensuCore() {
        super(Optional.empty());
    }

    public FakeSensuCore(SSLContext tls) {
        super(Optional.of(tls));
    }

    /** For a registry that asks it, without authentication and with everything else as it is by default. */
    SensuCoreSettings settings() {
        return new SensuCoreSettings(
                url(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ofSeconds(120),
                Duration.ofSeconds(10));
    }

    public FakeSensuCore with(Client... known) {
        synchronized (clients) {
            for (Client client : known) {
                Map<String, Object> json = new LinkedHashMap<>(client.attributes());
                json.put("name", client.name());
                client.timestamp().ifPresent(heard -> json.put("timestamp", heard.getEpochSecond()));
                clients.put(client.name(), json);
            }
        }
        return this;
    }

    /** From now on it has its place among the names, but is on no page. */
    void deletesWhileListing(String client) {
        justDeleted.add(client);
    }

    void forget(String client) {
        synchronized (clients) {
            clients.remove(client);
        }
    }

    public FakeSensuCore withEvent(String client, String check) {
        events.add(client + "/" + check);
        return this;
    }

    /** Like a server of before the time of pagination, it always sends everything. */
    public FakeSensuCore withoutPagination() {
        paginating = false;
        return this;
    }

    /** Tells of each client as it is deleted, before anyone can ask for it again. */
    public FakeSensuCore telling(Consumer<String> ofDeletions) {
        synchronized (clients) {
            witness = ofDeletions;
        }
        return this;
    }

    public boolean knows(String client) {
        synchronized (clients) {
            return clients.containsKey(client);
        }
    }

    @Override
    void answer(HttpExchange exchange, List<String> path, Map<String, String> query) throws IOException {
        synchronized (clients) {
            if (path.get(0).equals("events")) {
                boolean there = events.contains(path.get(1) + "/" + path.get(2));
                reply(exchange, there ? 200 : 404, Map.of("action", "create"));
            } else if (path.size() == 1) {
                list(exchange, query);
            } else if (!clients.containsKey(path.get(1))) {
                reply(exchange, 404);
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                delete(path.get(1));
                reply(exchange, 202, Map.of("issued", 1795403872));
            } else {
                reply(exchange, 200, clients.get(path.get(1)));
            }
        }
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        List<Map<String, Object>> all = List.copyOf(clients.values());
        if (!paginating || !query.containsKey("limit")) {
            reply(exchange, 200, all);
            return;
        }
        int limit = Integer.parseInt(query.get("limit"));
        int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
        exchange.getResponseHeaders()
                .set(
                        "X-Pagination",
                        "{\"limit\":" + limit + ",\"offset\":" + offset + ",\"total\":" + all.size() + "}");
        reply(
                exchange,
                200,
                all.stream()
                        .skip(offset)
                        .limit(limit)
                        .filter(client -> !justDeleted.contains(client.get("name")))
                        .toList());
    }

    @Override
    void doSilently(HttpExchange exchange) {
        synchronized (clients) {
            String path = exchange.getRequestURI().getPath();
            delete(path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private void delete(String client) {
        if (clients.remove(client) != null) {
            witness.accept(client);
        }
    }
}
