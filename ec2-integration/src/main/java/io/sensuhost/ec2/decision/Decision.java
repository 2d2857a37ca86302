package io.sensuhost.ec2.decision;

import io.sensuhost.api.Evidence;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Verdict.Deregister;
import io.sensuhost.ec2.decision.Verdict.Fail;
import io.sensuhost.ec2.decision.Verdict.Keep;
import java.time.Duration;

/** What was seen, times what is allowed, makes what is to be done. */
public final class Decision {

    /** How far apart two statements must be to count as two: EC2 may take a while to know its own instances. */
    public static final Duration STATEMENTS_APART = Duration.ofSeconds(3);

    private Decision() {}

    /**
     * Decides.
     *
     * @param subject what it is about
     * @param seen what was seen of it
     * @param soleClaim whether the client is the only one that claims the instance
     * @return what to do
     */
    public static Verdict decide(Subject subject, Observation seen, boolean soleClaim) {
        return seen.match(
                present -> present(subject, present, soleClaim),
                absent -> absent(subject, absent),
                invalid -> new Fail(
                        Code.LOOKUP_FAILED,
                        "%s is no instance id to EC2 in %s: %s"
                                .formatted(subject.instanceId(), subject.place(), invalid.why())),
                unknown -> new Fail(unknown.cause().code(), unknown.why()));
    }

    private static Verdict present(Subject subject, Present present, boolean soleClaim) {
        InstanceState state = present.state();
        String reason =
                subject.instanceId() + " is " + state + " in " + subject.place() + "; allowed: " + subject.allowed();
        return subject.allowed().allows(state)
                ? new Keep(Code.INSTANCE_STATE_ALLOWED, reason)
                : new Deregister(
                        Code.INSTANCE_STATE_NOT_ALLOWED,
                        reason,
                        state.isFinal() && soleClaim ? Evidence.PROVEN : Evidence.INFERRED,
                        !state.isFinal());
    }

    private static Verdict absent(Subject subject, Absent absent) {
        String missing = subject.instanceId() + " does not exist in " + subject.place();
        if (absent.statements().size() < 2 || absent.spread().compareTo(STATEMENTS_APART) < 0) {
            return new Fail(
                    Code.ABSENCE_UNPROVEN,
                    "EC2 said only once that %s; it takes two answers %d s apart, so a longer timeout may be needed"
                            .formatted(missing, STATEMENTS_APART.toSeconds()));
        }
        if (subject.witnessRequired() && absent.witness().isEmpty()) {
            return new Fail(
                    Code.ABSENCE_UNPROVEN,
                    "EC2 says that %s, but no instance of any known client has been seen there: are region and account right?"
                            .formatted(missing));
        }
        return new Deregister(
                Code.INSTANCE_ABSENT,
                "EC2 said %d times, %d s apart, that %s%s"
                        .formatted(
                                absent.statements().size(),
                                absent.spread().toSeconds(),
                                missing,
                                absent.witness()
                                        .map(id -> ", where it shows " + id)
                                        .orElse("")),
                Evidence.INFERRED,
                false);
    }
}
