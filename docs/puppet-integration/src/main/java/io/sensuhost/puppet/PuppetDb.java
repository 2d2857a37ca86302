package io.sensuhost.puppet;

import io.sensuhost.api.BoundedText;
import io.sensuhost.api.Deadline;
import io.sensuhost.api.InFlight;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** PuppetDB's nodes, over its query API: only so many questions at once, each until its deadline. */
final class PuppetDb implements AutoCloseable {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_AT_ONCE = 16;

    private final URI nodes;
    private final HttpClient http;
    private final JsonFormat json;
    private final InFlight inFlight = new InFlight(MOST_AT_ONCE);

    PuppetDb(IntegrationContext context) {
        nodes = PuppetSettings.nodes(context.settings());
        json = context.json();
        http = context.http(builder -> {
            context.settings().findNested("ssl").ifPresent(ssl -> builder.sslContext(Tls.context(ssl)));
            return builder.followRedirects(Redirect.NEVER).version(Version.HTTP_1_1);
        });
    }

    /** What it says of a node. */
    CompletionStage<Sight> look(String node, Deadline deadline) {
        return ask("/" + node, deadline, answer -> answer.of(node));
    }

    /** Whether it shows any of some nodes, at least one, as active. */
    CompletionStage<Boolean> showsAnyOf(List<String> names, Deadline deadline) {
        List<Object> query = new ArrayList<>(List.of("or"));
        names.forEach(name -> query.add(List.of("=", "certname", name)));
        String encoded = URLEncoder.encode(json.write(query), StandardCharsets.UTF_8);
        return ask(
                "?limit=1&query=" + encoded,
                deadline,
                answer -> answer.certnames().anyMatch(names::contains));
    }

    /** Whether it shows any node at all. */
    CompletionStage<Boolean> showsAny(Deadline deadline) {
        return ask("?limit=1", deadline, answer -> answer.certnames().findAny().isPresent());
    }

    /** What will pass is asked again until the deadline; what is read from an answer is read once. */
    private <T> CompletionStage<T> ask(String what, Deadline deadline, Function<Answer, T> reader) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nodes + what))
                .header("Accept", "application/json")
                .build();
        return deadline.await(inFlight.ask(() -> deadline.retry(() -> send(request))))
                .thenApply(reader)
                .exceptionally(e -> {
                    throw failure(e);
                });
    }

    private CompletionStage<Answer> send(HttpRequest request) {
        return http.sendAsync(request, BoundedText.ofAtMost(MOST_BYTES)).thenApply(response -> {
            int status = response.statusCode();
            if (status >= 500 || status == 429) {
                throw new IntegrationException(Kind.UNAVAILABLE, "it answers with status " + status);
            }
            return new Answer(status, response.body(), json);
        });
    }

    /** The same failure with whom it is about. */
    private IntegrationException failure(Throwable thrown) {
        Throwable e = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (e instanceof IntegrationException known) {
            return new IntegrationException(known.kind(), "PuppetDB at " + nodes + ": " + known.getMessage(), e);
        }
        return new IntegrationException(
                e instanceof IOException ? Kind.UNAVAILABLE : Kind.BUG,
                "PuppetDB at " + nodes + " cannot be asked: " + e,
                e);
    }

    @Override
    public void close() {
        inFlight.close();
    }
}
