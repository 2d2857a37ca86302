package io.sensuhost.puppet;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scope {@code puppet} of the configuration. */
final class PuppetSettings {

    static final Schema SCHEMA = Schema.of(
            Attribute.url("endpoint")
                    .asRequired()
                    .describedAs("PuppetDB's URL; the path is `/pdb/query/v4/nodes/` unless it has one."),
            Attribute.nested("ssl", Tls.SCHEMA).describedAs("The key to show PuppetDB, and whom to trust."),
            Attribute.seconds("timeout", Duration.ofSeconds(1), Duration.ofMinutes(5))
                    .byDefault(10)
                    .describedAs("How long one event may take, from when the integration gets it to its decision."));

    private static final String USUAL_PATH = "/pdb/query/v4/nodes";

    private PuppetSettings() {}

    /** The URL of PuppetDB's nodes, without a slash at its end. */
    static URI nodes(Settings settings) {
        URI endpoint = settings.url("endpoint");
        String path = endpoint.getRawPath().replaceFirst("/+$", "");
        return endpoint.resolve(path.isEmpty() ? USUAL_PATH : path);
    }

    static List<Problem> check(Settings settings) {
        List<Problem> problems = new ArrayList<>();
        URI endpoint = settings.url("endpoint");
        if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
            problems.add(Problem.error("endpoint", "must end with its path: a node's name is put after it"));
        }
        Optional<Settings> ssl = settings.findNested("ssl");
        if (ssl.isPresent() && endpoint.getScheme().equals("http")) {
            problems.add(Problem.warning("ssl", "has no effect, since endpoint begins with http:"));
        }
        ssl.map(Tls::check).orElse(List.of()).forEach(problem -> problems.add(problem.within("ssl")));
        return problems;
    }
}
