package io.sensuhost.ec2.decision;

/**
 * What a decision is about.
 *
 * @param instanceId the instance's id
 * @param place where it was looked for: {@code us-west-2, account sensu-testing}
 * @param allowed the states that keep the client
 * @param witnessRequired whether an absence counts only where some instance has been seen
 */
public record Subject(String instanceId, String place, AllowedStates allowed, boolean witnessRequired) {}
