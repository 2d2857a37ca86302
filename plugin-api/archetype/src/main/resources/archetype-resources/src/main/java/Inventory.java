package ${package};

import io.sensuhost.api.BoundedText;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.JsonFormat;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** The inventory, asked through its REST API. */
final class Inventory {

    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient http;
    private final JsonFormat json;
    private final ${Integration}Settings settings;

    Inventory(IntegrationContext context, ${Integration}Settings settings) {
        http = context.http(UnaryOperator.identity());
        json = context.json();
        this.settings = settings;
    }

    CompletionStage<Standing> standingOf(String node) {
        HttpRequest.Builder request = HttpRequest.newBuilder(urlOf(node)).timeout(settings.timeout());
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return http.sendAsync(request.build(), BoundedText.ofAtMost(MOST_BYTES))
                .exceptionally(this::unanswered)
                .thenApply(answer -> standing(node, answer.statusCode(), answer.body()));
    }

    private HttpResponse<String> unanswered(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        throw new IntegrationException(
                Kind.UNAVAILABLE, "no answer can be had of the inventory at " + settings.endpoint() + ": " + cause, e);
    }

    private URI urlOf(String node) {
        String segment = URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(settings.endpoint().toString().replaceFirst("/$", "") + "/" + segment);
    }

    /** A 404 may come from a proxy or from a wrong path: only one that the inventory has written counts. */
    private Standing standing(String node, int status, String body) {
        if (status == 401 || status == 403) {
            throw new IntegrationException(Kind.REFUSED, "the inventory refuses to answer: is the setting token right?");
        }
        if (status == 429 || status >= 500) {
            throw new IntegrationException(Kind.UNAVAILABLE, "the inventory answers with status " + status);
        }
        if (status == 404 && saysThatThereIsNo(node, body)) {
            return Standing.UNKNOWN;
        }
        return status == 200 ? Standing.KNOWN : Standing.UNCLEAR;
    }

    private boolean saysThatThereIsNo(String node, String body) {
        try {
            return json.read(body) instanceof Map<?, ?> said
                    && "no such node".equals(said.get("error"))
                    && node.equals(said.get("node"));
        } catch (IntegrationException noJson) {
            return false;
        }
    }
}
