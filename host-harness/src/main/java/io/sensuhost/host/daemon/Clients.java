package io.sensuhost.host.daemon;

import io.sensuhost.api.Client;
import io.sensuhost.host.Generation;
import io.sensuhost.host.Generations;
import io.sensuhost.host.config.Redactor;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Endpoint;
import io.sensuhost.host.intake.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Shows the clients that the registry knows, as they describe themselves, without their secrets. */
final class Clients implements Endpoint {

    private static final int MOST = 1_000;

    private final Generations generations;

    Clients(Generations generations) {
        this.generations = generations;
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        Generation generation = generations.current();
        return generation
                .host()
                .clients(MOST)
                .handle((clients, e) -> e == null
                        ? Answer.json(
                                200,
                                clients.stream()
                                        .map(client ->
                                                json(client, generation.scopes().redactor()))
                                        .toList())
                        : Answer.error(503, RegistryProbe.words(e)));
    }

    private static Map<String, Object> json(Client client, Redactor redactor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", client.name());
        client.namespace().ifPresent(namespace -> json.put("namespace", namespace));
        client.timestamp().ifPresent(heard -> json.put("timestamp", heard.getEpochSecond()));
        redactor.redact(client.attributes()).forEach(json::putIfAbsent);
        return json;
    }
}
