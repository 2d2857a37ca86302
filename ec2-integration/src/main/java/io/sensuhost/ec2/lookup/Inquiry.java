package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Decision;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Absent;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Statement;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.settings.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is being found out about one id, and for whom. Guarded by the lock of its lane. */
final class Inquiry {

    private final String id;
    private final boolean loose;
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private String statedBy = "";
    private int timesAskedById;
    private Optional<Call> underWay = Optional.empty();

    Inquiry(String id) {
        this.id = id;
        this.loose = !InstanceId.isExact(id);
    }

    String id() {
        return id;
    }

    /** Whether it must be asked for alone, since EC2 may refuse a whole call for its sake. */
    boolean isLoose() {
        return loose;
    }

    Waiter join(Duration deadline) {
        Waiter waiter = new Waiter(deadline);
        waiters.add(waiter);
        return waiter;
    }

    boolean leave(Waiter waiter) {
        return waiters.remove(waiter);
    }

    List<Waiter> leaveAll() {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        return all;
    }

    boolean isAbandoned() {
        return waiters.isEmpty();
    }

    /** When the last of those who wait gives up. */
    Duration latestDeadline() {
        return waiters.stream().map(Waiter::deadline).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    void asked(Call call) {
        timesAskedById += call.question().way() == Way.BY_ID ? 1 : 0;
        underWay = Optional.of(call);
    }

    /** Reads the answer to the call that it was asked in. */
    Step read(Sight sight, Call call, Duration now) {
        Answer answer = sight.answer();
        Way way = call.question().way();
        underWay = Optional.empty();
        if (answer instanceof Answer.Instances instances) {
            return Optional.ofNullable(instances.seen().get(id))
                    .<Step>map(Step.Conclude::new)
                    .orElseGet(() -> missing(way, sight.by(), now));
        }
        if (answer instanceof Answer.NotFound notFound) {
            return notFound.named().contains(id)
                    ? missing(way, sight.by(), now)
                    : new Step.AskAgain(notFound.named().isEmpty() || timesAskedById > 1 ? Way.BY_FILTER : Way.BY_ID);
        }
        if (answer instanceof Answer.Malformed malformed) {
            return malformed.named().contains(id)
                    ? new Step.Conclude(new Invalid(malformed.why()))
                    : new Step.AskAgain(timesAskedById > 2 ? Way.BY_FILTER : Way.BY_ID);
        }
        Answer.Failure failure = (Answer.Failure) answer;
        if (failure.cause() == Cause.TIMEOUT) {
            // The call had the time of those who waited when it began; someone with more may have come since.
            return latestDeadline().compareTo(call.until()) > 0
                    ? new Step.AskAgain(way)
                    : new Step.OutOfTime(call.isThrottled());
        }
        return new Step.Conclude(new Unknown(failure.cause(), failure.why()));
    }

    private Step missing(Way way, String by, Duration now) {
        if (loose) {
            return new Step.Conclude(new Unknown(
                    Cause.LOOKUP_FAILED,
                    "EC2 does not know " + id
                            + ", but an id of that form is not one of AWS's, so that proves nothing"));
        }
        if (!by.equals(statedBy)) {
            // What other credentials did not see says nothing about these.
            statements.clear();
            statedBy = by;
        }
        statements.add(new Statement(way, now));
        Duration second = statements.get(0).at().plus(Decision.STATEMENTS_APART);
        if (now.compareTo(second) >= 0) {
            return new Step.Corroborated(way);
        }
        if (second.compareTo(latestDeadline()) >= 0) {
            return new Step.Conclude(absent(Optional.empty()));
        }
        return new Step.AskLater(way == Way.BY_ID ? Way.BY_FILTER : Way.BY_ID, second.minus(now));
    }

    Observation absent(Optional<String> witness) {
        return new Absent(statements, witness);
    }

    /**
     * What is known when the time of someone who waits has run out.
     *
     * @param othersThrottled whether EC2 asks for patience with the calls that it waits for, if none is its own
     */
    Observation atDeadline(Optional<String> witness, boolean othersThrottled, String place) {
        if (underWay.map(Call::isThrottled).orElse(othersThrottled)) {
            return new Unknown(
                    Cause.THROTTLED, "EC2 throttled the calls for " + id + " in " + place + " until the time-out");
        }
        return statements.isEmpty()
                ? new Unknown(Cause.TIMEOUT, "EC2 said nothing about " + id + " in " + place + " before the time-out")
                : absent(witness);
    }
}
