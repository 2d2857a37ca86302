package io.sensuhost.host.soak;

import com.sun.net.httpserver.HttpExchange;
import io.sensuhost.host.registry.FakeSensuApi;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import io.sensuhost.host.registry.FakeSensuCore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What goes wrong at Sensu's API, with a fourth of the requests. */
final class RegistryWeather {

    private static final double STRIKES = 0.25;
    private static final int LONGER_THAN_THE_HOST_WAITS = 4;
    private static final String LOST = "registry deletes, and loses the answer";

    private final FakeSensuCore registry;
    private final Tally tally;
    private final Random random;
    private final Map<String, Misbehaviour> kinds = new LinkedHashMap<>();
    private final Deck<String> ofReading;
    private final Deck<String> ofDeleting;

    RegistryWeather(FakeSensuCore registry, Tally tally, Random random) {
        this.registry = registry;
        this.random = random;
        kinds.put("registry fails", Misbehaviour.status(500));
        kinds.put("registry is unavailable", Misbehaviour.status(503));
        kinds.put("registry refuses", Misbehaviour.status(401));
        kinds.put("registry throttles", Misbehaviour.throttle(1));
        kinds.put("registry sends garbage", Misbehaviour.text(200, "<html>"));
        kinds.put("registry cuts", (api, exchange) -> {});
        kinds.put("registry hangs", RegistryWeather::hang);
        this.ofReading = new Deck<>(kinds.keySet(), random);
        kinds.put(LOST, Misbehaviour.losingTheAnswer());
        List<String> deleting = new ArrayList<>(kinds.keySet());
        // Of all, this is what may be lost sight of most easily.
        deleting.addAll(List.of(LOST, LOST));
        this.ofDeleting = new Deck<>(deleting, random);
        this.tally = tally.of(kinds.keySet());
    }

    void begin() {
        registry.always(this::answer);
    }

    void end() {
        registry.always(Misbehaviour.rightly());
    }

    private void answer(FakeSensuApi api, HttpExchange exchange) throws IOException {
        boolean deletes = exchange.getRequestMethod().equals("DELETE");
        if (random.nextDouble() > STRIKES) {
            Misbehaviour.rightly().answer(api, exchange);
            return;
        }
        String kind = (deletes ? ofDeleting : ofReading).next();
        tally.count(kind);
        kinds.get(kind).answer(api, exchange);
    }

    private static void hang(FakeSensuApi api, HttpExchange exchange) {
        try {
            new CountDownLatch(1).await(LONGER_THAN_THE_HOST_WAITS, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
