package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import java.util.Map;
import java.util.Set;

/** What EC2 answered to a question, or that it did not. */
sealed interface Answer {

    /** A complete answer: what it leaves out does not exist, as far as EC2 can tell. */
    record Instances(Map<String, Observation> seen) implements Answer {}

    /** The whole call failed for ids that do not exist, of which EC2 names all, some or none. */
    record NotFound(Set<String> named) implements Answer {}

    /** The whole call failed for ids that EC2 takes for none. */
    record Malformed(Set<String> named, String why) implements Answer {}

    /**
     * Nothing was learnt.
     *
     * @param cause what kept the answer away
     * @param why the words for people
     * @param divisible whether a part of the question may fare better
     */
    record Failure(Cause cause, String why, boolean divisible) implements Answer {}
}
