package io.sensuhost.ec2.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Evidence;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.decision.Verdict.Deregister;
import io.sensuhost.ec2.decision.Verdict.Fail;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every decision. */
class DecisionProperties {

    @Property(tries = 500)
    void anErrorIsNeverADeregistration(
            @ForAll("errors") Observation seen, @ForAll("subjects") Subject subject, @ForAll boolean soleClaim) {
        assertThat(Decision.decide(subject, seen, soleClaim)).isInstanceOf(Fail.class);
    }

    @Property(tries = 500)
    void anInstanceThatIsThereIsJudgedByItsStateAlone(
            @ForAll InstanceState state, @ForAll("subjects") Subject subject, @ForAll boolean soleClaim) {
        assertThat(Decision.decide(subject, new Present(state), soleClaim) instanceof Deregister)
                .isEqualTo(!subject.allowed().allows(state));
    }

    @Property(tries = 1000)
    void anAbsenceIsADeregistrationOnlyWhenItIsProven(
            @ForAll("absences") Absent seen, @ForAll("subjects") Subject subject, @ForAll boolean soleClaim) {
        boolean statedTwice = seen.statements().size() >= 2 && seen.spread().compareTo(Duration.ofSeconds(3)) >= 0;
        boolean witnessed = seen.witness().isPresent() || !subject.witnessRequired();

        assertThat(Decision.decide(subject, seen, soleClaim) instanceof Deregister)
                .isEqualTo(statedTwice && witnessed);
    }

    @Property(tries = 1000)
    void onlyTheEndOfAnInstanceThatOneClientClaimsIsProof(
            @ForAll("answers") Observation seen, @ForAll("subjects") Subject subject, @ForAll boolean soleClaim) {
        if (Decision.decide(subject, seen, soleClaim) instanceof Deregister go && go.evidence() == Evidence.PROVEN) {
            assertThat(soleClaim).isTrue();
            assertThat(seen)
                    .isInstanceOfSatisfying(
                            Present.class,
                            present -> assertThat(present.state())
                                    .isIn(InstanceState.SHUTTING_DOWN, InstanceState.TERMINATED));
        }
    }

    @Provide
    Arbitrary<Observation> errors() {
        return Arbitraries.oneOf(
                Arbitraries.of(Cause.class).map(cause -> new Unknown(cause, "it rains")),
                Arbitraries.of("Invalid id", "").map(Invalid::new));
    }

    @Provide
    Arbitrary<Observation> answers() {
        return Arbitraries.oneOf(
                Arbitraries.of(InstanceState.class).map(Present::new),
                absences().map(absent -> (Observation) absent));
    }

    @Provide
    Arbitrary<Absent> absences() {
        Arbitrary<List<Statement>> statements = Combinators.combine(
                        Arbitraries.of(Way.class), Arbitraries.integers().between(0, 4000))
                .as((way, millis) -> new Statement(way, Duration.ofMillis(millis)))
                .list()
                .ofMaxSize(4)
                .map(list -> list.stream()
                        .sorted(Comparator.comparing(Statement::at))
                        .toList());
        return Combinators.combine(statements, Arbitraries.of(Optional.of("i-0123abcd"), Optional.<String>empty()))
                .as(Absent::new);
    }

    @Provide
    Arbitrary<Subject> subjects() {
        Arbitrary<AllowedStates> allowed = Arbitraries.of(
                        "pending", "running", "rebooting", "stopping", "stopped", "shutting-down", "terminated")
                .set()
                .map(names -> new AllowedStates(List.copyOf(names)));
        return Combinators.combine(allowed, Arbitraries.of(true, false))
                .as((states, required) -> new Subject("i-0a1b2c3d4e5f60718", "us-west-2", states, required));
    }
}
