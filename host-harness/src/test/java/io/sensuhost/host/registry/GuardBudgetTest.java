package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Evidence;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.host.audit.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class GuardBudgetTest {

    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** A client that comes up for deregistration, some time after the one before, while someone sets the clock. */
    record Step(int secondsLater, Evidence evidence, boolean goesWrong, int clockSetBy) {}

    @Provide
    Arbitrary<List<Step>> days() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(Evidence.class),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.integers().between(-100_000, 100_000))
                .as(Step::new)
                .list()
                .ofMaxSize(150);
    }

    @Property(tries = 300)
    void noWindowHasMoreThanTheBudgetWithoutProof(
            @ForAll("days") List<Step> day,
            @ForAll @IntRange(max = 10) int minAllowed,
            @ForAll @IntRange(max = 9) int tenths,
            @ForAll @IntRange(min = 1, max = 4) int hosts) {
        ManualClock clock = new ManualClock();
        EmbeddedRegistry registry = new EmbeddedRegistry();
        GuardLimits limits = new GuardLimits(WINDOW, tenths / 10.0, minAllowed, hosts);
        DeregistrationGuard guard = new DeregistrationGuard(
                limits,
                registry,
                new LocalLedger(clock, List.of()),
                HeldClients.ofDaemon(),
                Audit.none(),
                clock,
                new InMemoryMetrics());
        int fleet = day.size();
        for (int i = 0; i < fleet; i++) {
            registry.seen(Wishes.event("web-" + i));
        }

        List<Duration> passed = new ArrayList<>();
        for (int i = 0; i < fleet; i++) {
            Step step = day.get(i);
            clock.advance(Duration.ofSeconds(step.secondsLater()));
            clock.step(Duration.ofSeconds(step.clockSetBy()));
            ClientName client = new ClientName("web-" + i, Optional.empty());
            if (await(guard.admit("ec2", client, step.evidence(), soon(clock)))
                    instanceof Admission.Admitted admitted) {
                if (step.goesWrong()) {
                    admitted.spending().giveBack();
                } else {
                    await(registry.delete(client, true, soon(clock)));
                    admitted.spending().deleted();
                    if (step.evidence() == Evidence.INFERRED) {
                        passed.add(clock.elapsed());
                    }
                }
            } else {
                assertThat(step.evidence()).isEqualTo(Evidence.INFERRED);
            }
        }

        long most = limits.budget(fleet);
        assertThat(passed)
                .allSatisfy(end -> assertThat(passed.stream()
                                .filter(at -> at.compareTo(end) <= 0 && at.compareTo(end.minus(WINDOW)) > 0)
                                .count())
                        .isLessThanOrEqualTo(most));
    }
}
