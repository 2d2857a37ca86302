package io.sensuhost.host.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What EC2 may do in a sound answer that surprises its callers. Switched at run time, from any thread. */
public final class Quirks {
    private final InstantSource clock;
    private final Map<String, Integer> unseenCalls = new ConcurrentHashMap<>();
    private final Map<String, Instant> unseenUntil = new ConcurrentHashMap<>();
    private volatile MissingIds missingIds = MissingIds.ALL;
    private volatile boolean opaqueStateBits;

    Quirks(InstantSource clock) {
        this.clock = clock;
    }

    /** What is said of ids that do not exist; {@link MissingIds#ALL} at first. */
    public void missingIds(MissingIds told) {
        missingIds = told;
    }

    /** Whether the opaque high byte of the state codes is set; it is not at first. */
    public void opaqueStateBits(boolean set) {
        opaqueStateBits = set;
    }

    /** Keeps an instance from the next calls that look for it, as eventual consistency does with a new one. */
    public void unseenFor(String instanceId, int calls) {
        unseenCalls.put(instanceId, calls);
    }

    /** Keeps an instance from every call before this time on the emulator's clock. */
    public void unseenUntil(String instanceId, Instant time) {
        unseenUntil.put(instanceId, time);
    }

    MissingIds missingIds() {
        return missingIds;
    }

    int stateCode(InstanceState state) {
        return opaqueStateBits ? state.code() | 0x4200 : state.code();
    }

    /** Asked once for each call and instance that the call would find: an answer uses up one of the unseen calls. */
    boolean isSeen(Instance instance) {
        boolean counted = unseenCalls.computeIfPresent(instance.id(), (id, left) -> left > 0 ? left - 1 : null) != null;
        Instant until = unseenUntil.getOrDefault(instance.id(), Instant.MIN);
        return !counted && !clock.instant().isBefore(until);
    }
}
