package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;

/** How an inquiry goes on after an answer. */
sealed interface Step {

    /** It is over. */
    record Conclude(Observation observation) implements Step {}

    /** Nobody who waits has time left to ask again. */
    record OutOfTime(boolean throttled) implements Step {}

    /** The answer was not about it. */
    record AskAgain(Way way) implements Step {}

    /** It was said to be absent, and has to be so a second time. */
    record AskLater(Way way, Duration delay) implements Step {}

    /** It was said to be absent for the second time, last in this way. */
    record Corroborated(Way way) implements Step {}
}
