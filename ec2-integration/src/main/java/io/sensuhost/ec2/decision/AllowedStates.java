package io.sensuhost.ec2.decision;

import java.util.List;

/**
 * The states in which a silent client's instance keeps the client registered.
 *
 * @param names the states as they were configured; {@code rebooting} is not one of EC2's, which reports a rebooting
 *     instance as running
 */
public record AllowedStates(List<String> names) {

    private static final String REBOOTING = "rebooting";

    public AllowedStates {
        names = List.copyOf(names);
    }

    /**
     * Whether a state keeps the client.
     *
     * @param state the state that EC2 reports
     * @return whether it is allowed
     */
    public boolean allows(InstanceState state) {
        return names.contains(state.toString()) || (state == InstanceState.RUNNING && names.contains(REBOOTING));
    }

    /**
     * Whether {@code running} is allowed only because {@code rebooting} is.
     *
     * @return whether someone should be told
     */
    public boolean impliesRunning() {
        return names.contains(REBOOTING) && !names.contains(InstanceState.RUNNING.toString());
    }

    @Override
    public String toString() {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
