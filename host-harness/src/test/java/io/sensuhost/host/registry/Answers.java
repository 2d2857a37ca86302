package io.sensuhost.host.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What an API, or whatever is in its place, answers one call after the other; and what it has been asked by then. */
final class Answers implements Misbehaviour {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Duration ALL_THE_TIME = Duration.ofMinutes(2);

    private final List<Answer> all;
    private final ManualClock clock;
    private final List<Asked> asked = new ArrayList<>();

    Answers(List<Answer> all, ManualClock clock) {
        this.all = all;
        this.clock = clock;
    }

    /** Answers of which any may be right, wrong, damaged, cut off, or without an end. */
    static Arbitrary<List<Answer>> damaging(String good, int success) {
        byte[] right = good.getBytes(UTF_8);
        Arbitrary<String> body = Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just(right)),
                        Tuple.of(2, Arbitraries.randomValue(random -> Mutations.of(right, random))),
                        Tuple.of(1, Arbitraries.bytes().array(byte[].class)))
                .map(bytes -> new String(bytes, ISO_8859_1));
        Arbitrary<Integer> status = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(200)),
                Tuple.of(3, Arbitraries.just(success)),
                Tuple.of(3, Arbitraries.of(204, 304, 401, 404, 429, 500, 502, 503, 504)),
                Tuple.of(1, Arbitraries.integers().between(100, 999)));
        Arbitrary<Way> way =
                Arbitraries.frequency(Tuple.of(8, Way.WHOLE), Tuple.of(1, Way.CUT), Tuple.of(1, Way.ENDLESS));
        Arbitrary<Map<String, String>> headers = Arbitraries.of(
                Map.of(),
                Map.of("Retry-After", "2"),
                Map.of("Retry-After", "999999999"),
                Map.of("Retry-After", "-1"),
                Map.of("X-Pagination", "{\"total\":5000}", "Sensu-Continue", "again"),
                Map.of("X-Pagination", "{\"total\":1e999999999}", "Sensu-Continue", ""),
                Map.of("X-Pagination", "[", "Location", "http://127.0.0.1:1/"));
        return Combinators.combine(status, body, headers, way)
                .as(Answer::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Override
    public void answer(FakeSensuApi api, HttpExchange exchange) throws IOException {
        Answer answer;
        synchronized (this) {
            answer = all.get(Math.min(asked.size(), all.size() - 1));
            asked.add(new Asked(exchange.getRequestMethod(), answer));
        }
        answer.send(exchange, clock);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** A call and the answer to it. */
    record Asked(String method, Answer answer) {

        boolean deletes() {
            return method.equals("DELETE");
        }
    }

    /** How an answer comes. */
    enum Way {
        WHOLE,
        CUT,
        ENDLESS
    }

    /** What is sent, a byte of the body in each character. Where nothing more comes, the clock is turned until whoever waits has waited long enough. */
    record Answer(int status, String body, Map<String, String> headers, Way way) {

        boolean isWhole() {
            return status >= 200 && (way == Way.WHOLE || !hasBody());
        }

        /** The object that it says there is, if it says so. */
        Map<?, ?> object() {
            try {
                byte[] bytes = body.getBytes(ISO_8859_1);
                return status == 200 && isWhole() && STRICT.readTree(bytes).isObject()
                        ? STRICT.readValue(bytes, Map.class)
                        : Map.of();
            } catch (IOException e) {
                return Map.of();
            }
        }

        private boolean hasBody() {
            return status >= 200 && status != 204 && status != 304;
        }

        private void send(HttpExchange exchange, ManualClock clock) throws IOException {
            byte[] bytes = body.getBytes(ISO_8859_1);
            headers.forEach(exchange.getResponseHeaders()::set);
            if (!hasBody()) {
                exchange.sendResponseHeaders(status, -1);
            } else if (way == Way.WHOLE) {
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(status, bytes.length + 1L);
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            }
            if (status < 200 || (!isWhole() && way == Way.ENDLESS)) {
                clock.advance(ALL_THE_TIME);
            }
        }
    }
}
