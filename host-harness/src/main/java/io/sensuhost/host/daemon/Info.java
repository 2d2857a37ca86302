package io.sensuhost.host.daemon;

import io.sensuhost.host.Generation;
import io.sensuhost.host.Generations;
import io.sensuhost.host.intake.http.Answer;
import io.sensuhost.host.intake.http.Request;
import io.sensuhost.host.plugins.Plugin;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what runs. */
final class Info {

    private final String version;
    private final Generations generations;

    Info(String version, Generations generations) {
        this.version = version;
        this.generations = generations;
    }

    Answer answer(Request request) {
        Generation generation = generations.current();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", version);
        info.put("java", Runtime.version().toString());
        info.put("generation", generation.number());
        info.put("since", generation.since().toString());
        info.put(
                "registry",
                generation.configuration().host().registry().type().name().toLowerCase(Locale.ROOT));
        info.put("plugins", generation.plugins().all().stream().map(Info::json).toList());
        return Answer.json(200, info);
    }

    private static Map<String, Object> json(Plugin plugin) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", plugin.file());
        json.put("id", plugin.id());
        json.put("version", plugin.version());
        json.put("integrations", plugin.integrations());
        json.put("problems", plugin.problems());
        return json;
    }
}
