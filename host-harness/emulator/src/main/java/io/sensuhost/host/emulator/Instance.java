package io.sensuhost.host.emulator;

import java.time.Instant;
import java.util.Map;

/**
 * One instance of a {@link Fleet}.
 *
 * @param id of any form: what is in a fleet is found, well formed or not
 * @param zone its availability zone, such as {@code us-west-2a}
 * @param managed whether a service runs it for the account: left out of answers by filter unless asked for
 */
public record Instance(
        String id, String zone, InstanceState state, boolean managed, Map<String, String> tags, Instant launched) {

    public Instance {
        tags = Map.copyOf(tags);
    }

    /** A running instance in a zone, neither managed nor tagged. */
    public static Instance running(String id, String zone) {
        return new Instance(id, zone, InstanceState.RUNNING, false, Map.of(), Instant.now());
    }

    public Instance withState(InstanceState other) {
        return new Instance(id, zone, other, managed, tags, launched);
    }

    public Instance withManaged(boolean other) {
        return new Instance(id, zone, state, other, tags, launched);
    }

    public Instance withTags(Map<String, String> other) {
        return new Instance(id, zone, state, managed, other, launched);
    }
}
