package io.sensuhost.host.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.host.Generations;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.Source;
import io.sensuhost.host.intake.Taken;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Request;
import io.sensuhost.host.registry.ClientName;
import io.sensuhost.host.registry.HeldClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients pass that the guard holds, and has them handled afresh at once. */
final class GuardRelease {

    private static final Logger LOG = LoggerFactory.getLogger(GuardRelease.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Generations generations;
    private final EventQueue queue;

    GuardRelease(Generations generations, EventQueue queue) {
        this.generations = generations;
        this.queue = queue;
    }

    Answer answer(Request request) {
        try {
            return release(meant(request.body()));
        } catch (IOException | IllegalArgumentException e) {
            return Answer.error(
                    400,
                    "send nothing to release all that are held, or {\"clients\": [\"NAME\", ...]} to release some");
        }
    }

    private static Optional<Collection<String>> meant(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        JsonNode json = JSON.readTree(text.isEmpty() ? "{}" : text);
        if (!json.isObject()
                || (json.size() > 0 && (json.size() > 1 || !json.path("clients").isArray()))) {
            throw new IllegalArgumentException("not the body that is expected");
        }
        return Optional.ofNullable(json.get("clients")).map(GuardRelease::names);
    }

    private static Collection<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : array) {
            if (!name.isTextual()) {
                throw new IllegalArgumentException("not a name");
            }
            names.add(name.asText());
        }
        return names;
    }

    private Answer release(Optional<Collection<String>> clients) {
        List<HeldClient> released = generations.current().host().release(clients);
        LOG.info("{} held clients are released", released.size());
        // Where the queue has no room, the client's next event finds the pass that it has now.
        long waiting = released.stream()
                .filter(one -> !queue.offer(List.of(again(one))))
                .count();
        List<ClientName> names = released.stream()
                .map(one -> ClientName.of(one.event().client()))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("released", names.stream().map(ClientName::toString).toList());
        answer.put("not_held", clients.map(meant -> notAmong(names, meant)).orElse(List.of()));
        answer.put("waiting_for_next_event", waiting);
        return Answer.json(200, answer);
    }

    private static List<String> notAmong(List<ClientName> released, Collection<String> meant) {
        return meant.stream()
                .distinct()
                .filter(name ->
                        released.stream().noneMatch(one -> name.equals(one.name()) || name.equals(one.toString())))
                .toList();
    }

    private static Taken again(HeldClient held) {
        return new Taken(Source.GUARD_RELEASE, new Decoded.Good(held.event(), 1), Optional.of(held.integration()), 0);
    }
}
