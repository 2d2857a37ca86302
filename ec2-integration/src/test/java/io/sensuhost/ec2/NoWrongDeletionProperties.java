package io.sensuhost.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.TestContext;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.MissingIds;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/** For any fleet and any trouble: nobody goes whose instance is in an allowed state, and each event has one result. */
class NoWrongDeletionProperties {

    private static final String HERE = "us-west-2";
    private static final Set<Fate> ALLOWED = Set.of(Fate.PENDING, Fate.RUNNING, Fate.RUNNING_UNSEEN_AT_FIRST);

    /** What has become of a client's instance. */
    enum Fate {
        PENDING(InstanceState.PENDING),
        RUNNING(InstanceState.RUNNING),
        RUNNING_UNSEEN_AT_FIRST(InstanceState.RUNNING),
        STOPPED(InstanceState.STOPPED),
        TERMINATED(InstanceState.TERMINATED),
        GONE;

        private final Optional<InstanceState> state;

        Fate() {
            state = Optional.empty();
        }

        Fate(InstanceState state) {
            this.state = Optional.of(state);
        }
    }

    /** Where all of the fleet lives: where it is looked for, or not. */
    enum Home {
        HERE("123456789012", NoWrongDeletionProperties.HERE),
        OTHER_REGION("123456789012", "eu-west-1"),
        OTHER_ACCOUNT("111111111111", NoWrongDeletionProperties.HERE);

        private final String account;
        private final String region;

        Home(String account, String region) {
            this.account = account;
            this.region = region;
        }
    }

    /** What happens to one call. */
    enum Trouble {
        NONE,
        CUT,
        CUT_WITHIN_THE_BODY,
        TRUNCATED,
        EMPTY,
        FOREIGN_PAGE,
        NOT_FOUND_FROM_A_PROXY,
        INTERNAL,
        DENIED,
        EXPIRED,
        NOT_OPTED_IN;

        private Fault fault() {
            return switch (this) {
                case NONE -> Fault.delay(Duration.ZERO);
                case CUT -> Fault.cut();
                case CUT_WITHIN_THE_BODY -> Fault.cutWithinBody();
                case TRUNCATED -> Fault.truncatedXml();
                case EMPTY -> Fault.body(200, "");
                case FOREIGN_PAGE -> Fault.body(200, "<html><body>Please log in</body></html>");
                case NOT_FOUND_FROM_A_PROXY -> Fault.body(404, "<html><body>404</body></html>");
                case INTERNAL -> Fault.error(500, "InternalError");
                case DENIED -> Fault.error(403, "UnauthorizedOperation");
                case EXPIRED -> Fault.error(400, "RequestExpired");
                case NOT_OPTED_IN -> Fault.error(401, "OptInRequired");
            };
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void nobodyGoesWhoseInstanceIsInAnAllowedState(
            @ForAll @Size(min = 1, max = 40) List<Fate> fates,
            @ForAll Home home,
            @ForAll MissingIds told,
            @ForAll @Size(max = 10) List<Trouble> troubles) {
        ManualClock clock = new ManualClock();
        InMemoryRegistry registry = new InMemoryRegistry();
        InMemoryMetrics metrics = new InMemoryMetrics();
        World world = new World();
        try (Emulator emulator = Emulator.start(world, 0, clock::now)) {
            emulator.quirks().missingIds(told);
            List<EventBuilder> events = IntStream.range(0, fates.size())
                    .mapToObj(i -> client(i, fates.get(i), home, emulator))
                    .toList();
            events.forEach(event -> registry.with(event.client()));
            CountDownLatch everyoneIsHere = new CountDownLatch(1);
            for (int i = troubles.size() - 1; i >= 0; i--) {
                emulator.faults().next(1, troubles.get(i).fault());
            }
            emulator.faults().next(1, Fault.heldBy(everyoneIsHere));

            try (Integration integration = integration(emulator, registry, clock, metrics)) {
                List<CompletableFuture<Result>> results = events.stream()
                        .map(event -> integration.handle(event.build()).toCompletableFuture())
                        .toList();
                everyoneIsHere.countDown();
                settle(results, clock, metrics);

                assertThat(results).hasSameSizeAs(fates).allMatch(CompletableFuture::isDone);
                assertThat(registry.deregistrations())
                        .extracting(NoWrongDeletionProperties::name)
                        .doesNotHaveDuplicates()
                        .allSatisfy(name ->
                                assertThat(ALLOWED).doesNotContain(fates.get(Integer.parseInt(name.substring(2), 16))));
                assertThat(results.stream()
                                .filter(result -> result.join().action().equals(Optional.of("deregistered"))))
                        .hasSameSizeAs(registry.deregistrations());
                if (home != Home.HERE) {
                    assertThat(registry.deregistrations()).isEmpty();
                }
                assertThat(emulator.journal().entries().size()).isLessThanOrEqualTo(12 + 3 * troubles.size());
                assertThat(emulator.journal().maxConcurrency()).isLessThanOrEqualTo(4);
            }
        }
    }

    private static EventBuilder client(int number, Fate fate, Home home, Emulator emulator) {
        String id = "i-%017x".formatted(number);
        fate.state.ifPresent(
                state -> emulator.world().fleet(home.account, home.region).put(id, state));
        if (fate == Fate.RUNNING_UNSEEN_AT_FIRST) {
            emulator.quirks().unseenFor(id, 1);
        }
        return EventBuilder.keepaliveOf(id);
    }

    private static String name(Deregistration wish) {
        return wish.event().client().name();
    }

    private static Integration integration(
            Emulator emulator, InMemoryRegistry registry, ManualClock clock, InMemoryMetrics metrics) {
        Ec2IntegrationFactory factory = new Ec2IntegrationFactory();
        Map<String, Object> settings = Map.of(
                "region",
                HERE,
                "endpoint",
                emulator.endpoint().toString(),
                "access_key_id",
                "AKIDPROPERTY",
                "secret_access_key",
                "hush",
                "allowed_instance_states",
                List.of("pending", "running"));
        return factory.create(new TestContext(factory.settings().read("ec2", settings), registry, clock, metrics));
    }

    private static void settle(List<CompletableFuture<Result>> results, ManualClock clock, InMemoryMetrics metrics) {
        CompletableFuture<Void> all = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new));
        long began = System.nanoTime();
        while (!all.isDone()) {
            assertThat(System.nanoTime() - began)
                    .as("time without results")
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            boolean quiet = metrics.gauged("calls_in_flight", "region", HERE, "account", "own")
                            .orElse(0)
                    == 0;
            if (quiet && !all.isDone()) {
                clock.advance(Duration.ofMillis(500));
            }
            LockSupport.parkNanos(50_000);
        }
    }
}
