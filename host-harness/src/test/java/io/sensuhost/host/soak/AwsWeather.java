package io.sensuhost.host.soak;

import io.sensuhost.host.emulator.Answer;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What goes wrong at EC2 and STS: gusts, each of one kind, that strike more than half of the calls. */
final class AwsWeather {

    private static final long GUST = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final double STRIKES = 0.6;
    /** The host remembers for half a minute that it was denied a role. */
    private static final double STRIKES_STS = 0.5;

    private static final Duration FORGOTTEN_FOR = Duration.ofSeconds(2);
    private static final String EMPTY = "<reservationSet></reservationSet>";

    private final Emulator emulator;
    private final Tally tally;
    private final Random random;
    private final Deceit deceit = new Deceit();
    private final Map<String, Fault> errors = new LinkedHashMap<>();
    private final Map<String, Fault> lies = new LinkedHashMap<>();
    private final Map<String, Fault> stsErrors = new LinkedHashMap<>();
    private final Deck<String> gusts;
    private final Deck<String> stsGusts;
    private volatile String lastTruth = EMPTY;
    private String gust = "";
    private long gustEnds;

    AwsWeather(Emulator emulator, Tally tally, Random random) {
        this.emulator = emulator;
        this.random = random;
        errors.put("ec2 throttles", Fault.error(503, "RequestLimitExceeded"));
        errors.put("ec2 fails", Fault.error(500, "InternalError"));
        errors.put("ec2 hangs", Fault.hang());
        errors.put("ec2 is slow", Fault.delay(Duration.ofMillis(1500)));
        errors.put("ec2 cuts", Fault.cut());
        errors.put("ec2 cuts within the answer", Fault.cutWithinBody());
        errors.put("ec2 sends half of the XML", Fault.truncatedXml());
        errors.put("ec2 sends a proxy's page", Fault.body(200, "<html><body>Welcome</body></html>"));
        errors.put("ec2 sends garbage", Fault.body(200, "<<<\u0000\u00ff]]>&;"));
        errors.put("ec2 sends nothing", Fault.body(200, ""));
        errors.put("ec2 calls credentials expired", Fault.error(400, "RequestExpired"));
        errors.put("ec2 denies access", Fault.error(403, "UnauthorizedOperation"));
        errors.put(
                "ec2 tells of a new state", altered("<code>\\d+</code><name>[a-z-]+", "<code>99</code><name>dreaming"));
        lies.put("ec2 lies: knows nobody", altered("(?s)<reservationSet>.*</reservationSet>", EMPTY));
        lies.put(
                "ec2 lies: finds none of the ids",
                (call, answer) -> notFound(String.join(", ", ids(call))).spoil(call, answer));
        lies.put("ec2 lies: finds others not", notFound("i-0fedcba9876543210"));
        lies.put("ec2 lies: tells of another region", altered("<instanceId>i-0", "<instanceId>i-f"));
        lies.put(
                "ec2 lies: answers another question",
                (call, answer) -> Fault.body(200, lastTruth).spoil(call, answer));
        lies.put("ec2 forgets for two seconds", this::forget);
        stsErrors.put("sts throttles", Fault.error(400, "Throttling"));
        stsErrors.put("sts hangs", Fault.hang());
        stsErrors.put("sts denies", Fault.error(403, "AccessDenied"));
        stsErrors.put("sts sends garbage", Fault.body(200, "<<<"));
        this.tally = tally.of(errors.keySet()).of(lies.keySet()).of(stsErrors.keySet());
        List<String> all = new ArrayList<>(errors.keySet());
        all.addAll(lies.keySet());
        this.gusts = new Deck<>(all, random);
        this.stsGusts = new Deck<>(stsErrors.keySet(), random);
    }

    void begin() {
        emulator.faults().always(Call.of("DescribeInstances"), this::spoil);
        emulator.faults().always(Call.of("AssumeRole"), this::spoilSession);
    }

    void end() {
        emulator.faults().clear();
    }

    private Answer spoil(Call call, Supplier<Answer> answer) throws InterruptedException {
        Optional<String> kind = strike(call);
        if (kind.isPresent()) {
            tally.count(kind.get());
            return Optional.ofNullable(errors.get(kind.get()))
                    .orElseGet(() -> lies.get(kind.get()))
                    .spoil(call, answer);
        }
        Answer truth = answer.get();
        lastTruth = truth.status() == 200 ? truth.body() : lastTruth;
        return truth;
    }

    private synchronized Optional<String> strike(Call call) {
        if (System.nanoTime() - gustEnds > 0) {
            gust = gusts.next();
            gustEnds = System.nanoTime() + GUST;
        }
        boolean strikes = random.nextDouble() < STRIKES && (errors.containsKey(gust) || deceit.takes(ids(call)));
        return strikes ? Optional.of(gust) : Optional.empty();
    }

    private Answer spoilSession(Call call, Supplier<Answer> answer) throws InterruptedException {
        if (random.nextDouble() > STRIKES_STS) {
            return answer.get();
        }
        String kind = stsGusts.next();
        tally.count(kind);
        return stsErrors.get(kind).spoil(call, answer);
    }

    private Answer forget(Call call, Supplier<Answer> answer) {
        Instant until = Instant.now().plus(FORGOTTEN_FOR);
        ids(call).forEach(id -> emulator.quirks().unseenUntil(id, until));
        return answer.get();
    }

    private static Collection<String> ids(Call call) {
        return call.ids().isEmpty() ? call.filters().getOrDefault("instance-id", List.of()) : call.ids();
    }

    private static Fault notFound(String ids) {
        return Fault.error(400, "InvalidInstanceID.NotFound", "The instance IDs '" + ids + "' do not exist");
    }

    /** The right answer with something else in a place. */
    private static Fault altered(String place, String otherwise) {
        return (call, answer) -> {
            Answer truth = answer.get();
            return truth.status() == 200
                    ? new Answer(200, "altered", truth.body().replaceAll(place, otherwise), truth.delivery())
                    : truth;
        };
    }
}
