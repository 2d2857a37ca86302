package io.sensuhost.host.daemon;

import io.sensuhost.host.Generation;
import io.sensuhost.host.Generations;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Endpoint;
import io.sensuhost.host.intake.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Says whether the daemon does its job, and if not, why. */
final class Health implements Endpoint {

    private final Generations generations;
    private final RegistryProbe probe;
    private final Inflow inflow;

    Health(Generations generations, RegistryProbe probe, Inflow inflow) {
        this.generations = generations;
        this.probe = probe;
        this.inflow = inflow;
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        Generation generation = generations.current();
        return probe.trouble(generation).thenApply(registry -> {
            Map<String, Object> problems = new LinkedHashMap<>(inflow.problems());
            registry.ifPresent(why -> problems.put("registry", why));
            if (!generation.troubles().isEmpty()) {
                problems.put("plugins", generation.troubles());
            }
            generation
                    .scopes()
                    .noneInUse(generation.configuration())
                    .ifPresent(why -> problems.put("integrations", "none is in use: " + why));
            generations.lastRefusal().ifPresent(why -> problems.put("reload", why));
            return answer(problems);
        });
    }

    private static Answer answer(Map<String, Object> problems) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("healthy", problems.isEmpty());
        content.put("problems", problems);
        return Answer.json(problems.isEmpty() ? 200 : 503, content);
    }
}
