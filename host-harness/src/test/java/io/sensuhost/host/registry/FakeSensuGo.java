package io.sensuhost.host.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The API of a Sensu Go backend with the entities it is given. */
public final class FakeSensuGo extends FakeSensuApi {

    private final Map<String, Map<String, Object>> entities = new LinkedHashMap<>();
    private final Map<String, Integer> events = new ConcurrentHashMap<>();

    public FakeSensuGo() {
        super(Optional.empty());
    }

    public FakeSensuGo with(String namespace, String name, Instant lastSeen) {
        synchronized (entities) {
            entities.put(
                    namespace + "/" + name,
                    Map.of(
                            "entity_class",
                            "agent",
                            "last_seen",
                            lastSeen.getEpochSecond(),
                            "metadata",
                            Map.of("name", name, "namespace", namespace)));
        }
        return this;
    }

    public FakeSensuGo withEvent(String namespace, String entity, String check, int status) {
        events.put(namespace + "/" + entity + "/" + check, status);
        return this;
    }

    public boolean knows(String namespace, String name) {
        synchronized (entities) {
            return entities.containsKey(namespace + "/" + name);
        }
    }

    @Override
    void answer(HttpExchange exchange, List<String> path, Map<String, String> query) throws IOException {
        List<String> resource = path.subList(3, path.size());
        Optional<String> namespace = Optional.empty();
        if (resource.get(0).equals("namespaces")) {
            namespace = Optional.of(resource.get(1));
            resource = resource.subList(2, resource.size());
        }
        synchronized (entities) {
            if (resource.get(0).equals("events")) {
                Optional<Integer> status = Optional.ofNullable(
                        events.get(namespace.orElseThrow() + "/" + resource.get(1) + "/" + resource.get(2)));
                reply(exchange, status.isPresent() ? 200 : 404, Map.of("check", Map.of("status", status.orElse(0))));
            } else if (resource.size() == 1) {
                list(exchange, namespace, query);
            } else {
                one(exchange, namespace.orElseThrow() + "/" + resource.get(1));
            }
        }
    }

    private void one(HttpExchange exchange, String key) throws IOException {
        if (!entities.containsKey(key)) {
            reply(exchange, 404, Map.of("message", "not found", "code", 2));
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            entities.remove(key);
            reply(exchange, 204);
        } else {
            reply(exchange, 200, entities.get(key));
        }
    }

    private void list(HttpExchange exchange, Optional<String> namespace, Map<String, String> query) throws IOException {
        List<Map<String, Object>> wanted = entities.entrySet().stream()
                .filter(entity -> namespace
                        .map(name -> entity.getKey().startsWith(name + "/"))
                        .orElse(true))
                .map(Map.Entry::getValue)
                .toList();
        int from = Integer.parseInt(query.getOrDefault("continue", "k 0").substring(2));
        int to = Math.min(wanted.size(), from + Integer.parseInt(query.get("limit")));
        if (to < wanted.size()) {
            exchange.getResponseHeaders().set("Sensu-Continue", "k " + to);
        }
        reply(exchange, 200, wanted.subList(from, to));
    }

    @Override
    void doSilently(HttpExchange exchange) {
        synchronized (entities) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            entities.remove(path[5] + "/" + path[7]);
        }
    }
}
