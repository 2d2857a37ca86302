package io.sensuhost.host.intake.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers the requests of one method to one path. Thread-safe. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request.
     *
     * @param request the request
     * @return the answer, sooner or later
     */
    CompletionStage<Answer> answer(Request request);

    /**
     * An endpoint that knows its answer at once.
     *
     * @param answer gives it
     * @return the endpoint
     */
    static Endpoint atOnce(Function<Request, Answer> answer) {
        return request -> CompletableFuture.completedFuture(answer.apply(request));
    }
}
